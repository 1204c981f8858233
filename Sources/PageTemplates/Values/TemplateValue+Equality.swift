// SPDX-License-Identifier: Apache-2.0

extension TemplateValue {
    /// Whether two values are equal, as Python's `==` has it.
    ///
    /// Truth values are the integers 0 and 1; integers and floating-point
    /// numbers compare by their exact values; "not a number" equals nothing, not
    /// even itself. Texts compare by their Unicode scalars, and markup counts as
    /// its text. Lists compare in order, mappings without. A message counts as
    /// its id; other objects are equal to themselves alone.
    ///
    /// Works at any depth without recursion.
    public func equals(_ other: TemplateValue) -> Bool {
        var budget = Budget.unlimited
        // Nothing but the budget fails.
        return (try? equals(other, &budget)) ?? false
    }

    /// The same, where each comparison of two values in containers is a step,
    /// and so are 16 bytes of texts.
    func equals(
        _ other: TemplateValue,
        _ budget: inout Budget
    ) throws(TemplateError) -> Bool {
        var pending: [(TemplateValue, TemplateValue)] = []
        guard try matches(other, pending: &pending, &budget) else { return false }
        while let (left, right) = pending.popLast() {
            guard try left.matches(right, pending: &pending, &budget) else { return false }
        }
        return true
    }

    /// Compares everything but the members of containers, which are left to do.
    private func matches(
        _ other: TemplateValue,
        pending: inout [(TemplateValue, TemplateValue)],
        _ budget: inout Budget
    ) throws(TemplateError) -> Bool {
        switch (self, other) {
        case (.nothing, .nothing):
            return true
        case (.list(let left), .list(let right)):
            return try Self.pair(left, right, into: &pending, &budget)
        case (.mapping(let left), .mapping(let right)):
            return try Self.pair(left, right, into: &pending, &budget)
        case (.object(let left), .object(let right)) where left === right:
            return true
        case (.object(let left as ModelObject), .object(let right as ModelObject)):
            return try Self.match(left, right, pending: &pending, &budget)
        default:
            if let left = pythonText, let right = other.pythonText {
                return try Self.match(left, right, &budget)
            }
            if matchesNumber(of: other) { return true }
            return try matchesObject(of: other, pending: &pending, &budget)
        }
    }

    /// What `python:` makes has an equality of its own.
    private func matchesObject(
        of other: TemplateValue,
        pending: inout [(TemplateValue, TemplateValue)],
        _ budget: inout Budget
    ) throws(TemplateError) -> Bool {
        if let left = pythonListItems, let right = other.pythonListItems {
            return try Self.pair(left, right, into: &pending, &budget)
        }
        if let left = PythonEntries(self), let right = PythonEntries(other) {
            return try left.match(right, pending: &pending, &budget)
        }
        guard let left = pythonObject, let right = other.pythonObject else { return false }
        if isSetView != other.isSetView, pythonSet != nil || other.pythonSet != nil {
            let set = try keySet(&budget)
            return try set.isEqual(to: other.keySet(&budget), &budget)
        }
        return try left.matches(right, pending: &pending, &budget)
    }

    /// The items of a set or of the view of a dictionary.
    private func keySet(_ budget: inout Budget) throws(TemplateError) -> PythonKeySet {
        if let set = pythonSet { return set }
        let items = pythonObject?.elements ?? []
        try budget.take(steps: items.count)
        return try PythonKeySet(items, &budget)
    }

    private static func pair(
        _ left: [TemplateValue],
        _ right: [TemplateValue],
        into pending: inout [(TemplateValue, TemplateValue)],
        _ budget: inout Budget
    ) throws(TemplateError) -> Bool {
        guard left.count == right.count else { return false }
        try budget.take(steps: left.count)
        pending.append(contentsOf: zip(left, right))
        return true
    }

    private static func pair(
        _ left: TemplateMapping,
        _ right: TemplateMapping,
        into pending: inout [(TemplateValue, TemplateValue)],
        _ budget: inout Budget
    ) throws(TemplateError) -> Bool {
        if left.shapeID == right.shapeID {
            return try pair(left.values, right.values, into: &pending, &budget)
        }
        guard left.count == right.count else { return false }
        try budget.take(through: .mapping(left))
        for (key, value) in zip(left.keys, left.values) {
            guard let counterpart = right[key] else { return false }
            pending.append((value, counterpart))
        }
        return true
    }

    /// Objects of a class are themselves alone; what else is a model is its members.
    private static func match(
        _ left: ModelObject,
        _ right: ModelObject,
        pending: inout [(TemplateValue, TemplateValue)],
        _ budget: inout Budget
    ) throws(TemplateError) -> Bool {
        guard left.shape === right.shape, left.identity == right.identity else { return false }
        if left.identity != nil { return true }
        return try pair(left.mapping, right.mapping, into: &pending, &budget)
    }

    private static func match(
        _ left: String,
        _ right: String,
        _ budget: inout Budget
    ) throws(TemplateError) -> Bool {
        guard left.utf8.count == right.utf8.count else { return false }
        try budget.take(steps: left.steps)
        return left.hasScalars(of: right)
    }

    private func matchesNumber(of other: TemplateValue) -> Bool {
        switch (comparedNumber, other.comparedNumber) {
        case (.integer(let left), .integer(let right)): left == right
        case (.double(let left), .double(let right)): left == right
        case (.integer(let integer), .double(let double)),
            (.double(let double), .integer(let integer)):
            Int(exactly: double) == integer
        default: false
        }
    }

    private var comparedNumber: TemplateValue {
        if case .bool(let value) = self { return .integer(value ? 1 : 0) }
        return exactNumber.map { .double($0.double) } ?? self
    }
}
