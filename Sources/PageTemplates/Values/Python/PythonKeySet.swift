// SPDX-License-Identifier: Apache-2.0

/// Values without the equal ones among them, in the order of their coming.
struct PythonKeySet {
    /// The values, with those that have been removed where a slot is in `holes`.
    private var slots: [TemplateValue] = []
    private var holes: Set<Int> = []
    private var positions: [PythonKey: Int] = [:]

    /// The steps of going through all values as keys.
    private(set) var steps = 0

    init() {}

    init(_ values: [TemplateValue], _ budget: inout Budget) throws(TemplateError) {
        try budget.take(steps: values.count)
        for value in values { try insert(value, &budget) }
    }

    var count: Int { positions.count }

    var items: [TemplateValue] { present(in: slots) }

    /// Adds a value, and says in which slot it, or its equal, is.
    @discardableResult
    mutating func insert(
        _ value: TemplateValue,
        _ budget: inout Budget
    ) throws(TemplateError) -> Int {
        let key = try PythonKey(value, &budget)
        if let position = positions[key] { return position }
        positions[key] = slots.count
        steps += key.steps
        slots.append(value)
        return slots.count - 1
    }

    /// The slot of a value.
    func position(
        of value: TemplateValue,
        _ budget: inout Budget
    ) throws(TemplateError) -> Int? {
        positions[try PythonKey(value, &budget)]
    }

    func contains(_ key: PythonKey) -> Bool { positions[key] != nil }

    var keys: Dictionary<PythonKey, Int>.Keys { positions.keys }

    /// Whether both sets have the same values.
    func isEqual(
        to other: PythonKeySet,
        _ budget: inout Budget
    ) throws(TemplateError) -> Bool {
        guard count == other.count else { return false }
        return try isSubset(of: other, &budget)
    }

    /// Whether all values are in another set too.
    func isSubset(
        of other: PythonKeySet,
        _ budget: inout Budget
    ) throws(TemplateError) -> Bool {
        guard count <= other.count else { return false }
        try budget.take(steps: steps)
        return keys.allSatisfy(other.contains)
    }

    /// Whether no value is in another set.
    func isDisjoint(
        with other: PythonKeySet,
        _ budget: inout Budget
    ) throws(TemplateError) -> Bool {
        try budget.take(steps: steps)
        return !keys.contains(where: other.contains)
    }
}

// MARK: Removing

extension PythonKeySet {
    /// Removes a value, and says in which slot it was.
    mutating func remove(
        _ value: TemplateValue,
        _ budget: inout Budget
    ) throws(TemplateError) -> Int? {
        let key = try PythonKey(value, &budget)
        guard let position = positions.removeValue(forKey: key) else { return nil }
        steps -= key.steps
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
