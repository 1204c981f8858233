/// The entries of a dictionary in the order of their coming.
struct PythonTable {
    private var keySet: PythonKeySet
    private var storedValues: [TemplateValue]

    init(_ keys: PythonKeySet = PythonKeySet(), _ values: [TemplateValue] = []) {
        keySet = keys
        storedValues = values
    }

    var count: Int { keySet.count }

    var keys: [TemplateValue] { keySet.items }

    var values: [TemplateValue] { keySet.present(in: storedValues) }

    subscript(key: TemplateValue) -> TemplateValue? {
        get throws(TemplateError) {
            try keySet.position(of: key).map { storedValues[$0] }
        }
    }

    mutating func set(_ key: TemplateValue, to value: TemplateValue) throws(TemplateError) {
        let position = try keySet.insert(key)
        if position == storedValues.count {
            storedValues.append(value)
        } else {
            storedValues[position] = value
        }
    }

    @discardableResult
    mutating func remove(_ key: TemplateValue) throws(TemplateError) -> TemplateValue? {
        guard let position = try keySet.remove(key) else { return nil }
        let value = storedValues[position]
        storedValues[position] = .nothing
        storedValues.removeSubrange(keySet.slotCount...)
        if let kept = keySet.compact() { storedValues = kept.map { storedValues[$0] } }
        return value
    }

    /// The next key from a slot on, and the slot behind it.
    func key(from slot: Int) -> (TemplateValue, next: Int)? { keySet.item(from: slot) }

    var lastKey: TemplateValue? { keySet.last }
}
