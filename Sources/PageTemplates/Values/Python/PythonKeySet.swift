/// Values without the equal ones among them, in the order of their coming.
struct PythonKeySet {
    /// The values, with those that have been removed where a slot is in `holes`.
    private var slots: [TemplateValue] = []
    private var holes: Set<Int> = []
    private var positions: [PythonKey: Int] = [:]

    init() {}

    init(_ values: [TemplateValue]) throws(TemplateError) {
        for value in values { try insert(value) }
    }

    var count: Int { positions.count }

    var items: [TemplateValue] { present(in: slots) }

    /// Adds a value, and says in which slot it, or its equal, is.
    @discardableResult
    mutating func insert(_ value: TemplateValue) throws(TemplateError) -> Int {
        let key = try PythonKey(value)
        if let position = positions[key] { return position }
        positions[key] = slots.count
        slots.append(value)
        return slots.count - 1
    }

    /// The slot of a value.
    func position(of value: TemplateValue) throws(TemplateError) -> Int? {
        positions[try PythonKey(value)]
    }

    func contains(_ key: PythonKey) -> Bool { positions[key] != nil }

    var keys: Dictionary<PythonKey, Int>.Keys { positions.keys }

    /// Whether two collections of values without repetition have the same.
    static func equal(_ left: [TemplateValue], _ right: [TemplateValue]) -> Bool {
        guard left.count == right.count,
            let left = try? PythonKeySet(left), let right = try? PythonKeySet(right)
        else {
            return false
        }
        return left.keys == right.keys
    }
}

// MARK: Removing

extension PythonKeySet {
    /// Removes a value, and says in which slot it was.
    mutating func remove(_ value: TemplateValue) throws(TemplateError) -> Int? {
        guard let position = positions.removeValue(forKey: try PythonKey(value)) else {
            return nil
        }
        slots[position] = .nothing
        holes.insert(position)
        while holes.remove(slots.count - 1) != nil { slots.removeLast() }
        return position
    }

    /// The slots, holes included.
    var slotCount: Int { slots.count }

    /// Closes the holes where there are more of them than values; says which
    /// slots are left then.
    mutating func compact() -> [Int]? {
        guard holes.count > count + 8 else { return nil }
        let kept = slots.indices.filter { !holes.contains($0) }
        let moves = Dictionary(uniqueKeysWithValues: zip(kept, kept.indices))
        slots = kept.map { slots[$0] }
        positions = positions.compactMapValues { moves[$0] }
        holes = []
        return kept
    }

    /// What stands in the slots that are no holes.
    func present(in values: [TemplateValue]) -> [TemplateValue] {
        guard !holes.isEmpty else { return values }
        return values.indices.filter { !holes.contains($0) }.map { values[$0] }
    }

    /// The next value from a slot on, and the slot behind it.
    func item(from slot: Int) -> (TemplateValue, next: Int)? {
        var slot = slot
        while slot < slots.count, holes.contains(slot) { slot += 1 }
        return slot < slots.count ? (slots[slot], slot + 1) : nil
    }

    var last: TemplateValue? { slots.last }
}
