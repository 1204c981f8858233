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
        var pending = [(self, other)]
        while let (left, right) = pending.popLast() {
            guard left.matches(right, pending: &pending) else { return false }
        }
        return true
    }

    /// The same, where each comparison of two values in containers is a step.
    func equals(
        _ other: TemplateValue,
        _ budget: inout Budget
    ) throws(TemplateError) -> Bool {
        var pending: [(TemplateValue, TemplateValue)] = []
        guard matches(other, pending: &pending) else { return false }
        while let (left, right) = pending.popLast() {
            let count = pending.count
            guard left.matches(right, pending: &pending) else { return false }
            try budget.take(steps: pending.count - count)
        }
        return true
    }

    /// Compares everything but the members of containers, which are left to do.
    private func matches(
        _ other: TemplateValue,
        pending: inout [(TemplateValue, TemplateValue)]
    ) -> Bool {
        switch (self, other) {
        case (.nothing, .nothing): true
        case (.list(let left), .list(let right)): Self.pair(left, right, into: &pending)
        case (.mapping(let left), .mapping(let right)): Self.pair(left, right, into: &pending)
        case (.object(let left), .object(let right)) where left === right: true
        default:
            matchesText(of: other) || matchesNumber(of: other)
                || matchesObject(of: other, pending: &pending)
        }
    }

    /// What `python:` makes has an equality of its own.
    private func matchesObject(
        of other: TemplateValue,
        pending: inout [(TemplateValue, TemplateValue)]
    ) -> Bool {
        if let left = pythonListItems, let right = other.pythonListItems {
            return Self.pair(left, right, into: &pending)
        }
        if let left = PythonEntries(self), let right = PythonEntries(other) {
            return left.match(right, pending: &pending)
        }
        guard let left = pythonObject, let right = other.pythonObject else { return false }
        return left.matches(right, pending: &pending)
    }

    private static func pair(
        _ left: [TemplateValue],
        _ right: [TemplateValue],
        into pending: inout [(TemplateValue, TemplateValue)]
    ) -> Bool {
        guard left.count == right.count else { return false }
        pending.append(contentsOf: zip(left, right))
        return true
    }

    private static func pair(
        _ left: TemplateMapping,
        _ right: TemplateMapping,
        into pending: inout [(TemplateValue, TemplateValue)]
    ) -> Bool {
        if left.shapeID == right.shapeID { return pair(left.values, right.values, into: &pending) }
        guard left.count == right.count else { return false }
        for (key, value) in zip(left.keys, left.values) {
            guard let counterpart = right[key] else { return false }
            pending.append((value, counterpart))
        }
        return true
    }

    private func matchesText(of other: TemplateValue) -> Bool {
        guard let left = comparedText, let right = other.comparedText else { return false }
        // Not `==`, which takes different spellings of one character for equal.
        return left.utf8.elementsEqual(right.utf8)
    }

    private var comparedText: String? {
        switch self {
        case .string(let text): text
        case .markup(let markup): markup.text
        case .object(let object): (object as? TemplateMessage)?.id
        default: nil
        }
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
        return self
    }
}
