// SPDX-License-Identifier: Apache-2.0

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

    /// The steps of going through the entries.
    var steps: Int { keySet.steps }

    func value(
        of key: TemplateValue,
        _ budget: inout Budget
    ) throws(TemplateError) -> TemplateValue? {
        try keySet.position(of: key, &budget).map { storedValues[$0] }
    }

    mutating func set(
        _ key: TemplateValue,
        to value: TemplateValue,
        _ budget: inout Budget
    ) throws(TemplateError) {
        let position = try keySet.insert(key, &budget)
        if position == storedValues.count {
            storedValues.append(value)
        } else {
            storedValues[position] = value
        }
    }

    @discardableResult
    mutating func remove(
        _ key: TemplateValue,
        _ budget: inout Budget
    ) throws(TemplateError) -> TemplateValue? {
        guard let position = try keySet.remove(key, &budget) else { return nil }
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
