// SPDX-License-Identifier: Apache-2.0

// Conditions, loops and cases.
extension PageRun {
    /// Whether the value of a jump is true; `default` is.
    @inline(__always)
    mutating func truth(_ test: Operand, _ next: Int) throws(TemplateError) -> Bool {
        guard let found = try value(of: test, at: next - 1) else { return false }
        if case .bool(let value) = found.pointee { return value }
        return try unusualTruth(found, test, at: next - 1)
    }

    @inline(never)
    private mutating func unusualTruth(
        _ found: Pointer,
        _ test: Operand,
        at step: Int
    ) throws(TemplateError) -> Bool {
        if found == marker { return true }
        if found == undefined { try failUnlessAbsent(test.failure, at: step) }
        guard let value = try finished(found, test, at: step) else { return false }
        return value == marker || value.pointee.isTrue
    }

    // MARK: - Loops

    /// Lets an item be the first of a sequence; returns whether there is one.
    mutating func begin(
        _ loop: Int32,
        over sequence: Register,
        _ item: Register
    ) throws(TemplateError) -> Bool {
        let value = self[sequence]
        let areKeys = value.pointee.pythonKind == .dict
        guard let elements = try elements(of: value, sequence), !elements.isEmpty else {
            return false
        }
        try budget.take(items: elements.count)
        let first = elements.pointer(to: 0)
        loops[Int(loop)] = LoopState(
            first: first,
            cursor: first,
            end: first + elements.count,
            areKeys: areKeys
        )
        self[item] = first
        return true
    }

    /// Lets an item be the next one; returns whether there is one.
    @inline(__always)
    func advance(_ loop: Int32, _ item: Register) -> Bool {
        let loop = loops + Int(loop)
        let cursor = loop.pointee.cursor + 1
        loop.pointee.cursor = cursor
        guard cursor != loop.pointee.end else { return false }
        self[item] = cursor
        return true
    }

    /// What a loop runs over, in storage that lasts as long as the loop.
    private mutating func elements(
        of value: Pointer,
        _ sequence: Register
    ) throws(TemplateError) -> [TemplateValue]? {
        if case .list(let elements) = value.pointee { return elements }
        guard let elements = try computedElements(of: value) else { return nil }
        set(sequence, .list(elements))
        return elements
    }

    /// What a loop over a value that is not a list runs over: the keys of a
    /// mapping, the characters of a text, nothing for what is false.
    private mutating func computedElements(
        of value: Pointer
    ) throws(TemplateError) -> [TemplateValue]? {
        try budget.take(through: value.pointee)
        switch value.pointee {
        case .mapping(let mapping):
            return mapping.keys.map { .string($0) }
        case .string(let text):
            return text.unicodeScalars.map { .string(String($0)) }
        case .object(let object):
            if let elements = object.elements { return elements }
        default:
            if value != marker, !value.pointee.isTrue { return nil }
        }
        let name = value == marker ? "default" : value.pointee.typeName
        throw TemplateError(.notRepeatable, "\(name) cannot be repeated over")
    }

    /// Lets a register have a property of a loop.
    func load(
        _ property: LoopProperty,
        of loop: Int32,
        into result: Register,
        _ failure: Address,
        _ next: inout Int
    ) throws(TemplateError) {
        if let value = loops[Int(loop)].value(of: property) {
            set(result, value)
        } else if failure.isSomewhere {
            next = failure.position
        } else {
            let message = "the loop is not about a mapping and has no 'key'"
            throw TemplateError(.missingMember, message)
        }
    }

    /// Lets a register have whether the item begins or ends a group.
    mutating func load(
        _ boundary: LoopBoundary,
        of loop: Int32,
        into result: Register,
        _ failure: Address,
        _ next: inout Int
    ) throws(TemplateError) {
        let state = loops[Int(loop)]
        guard let other = state.neighbour(on: boundary.side) else {
            return set(result, .bool(true))
        }
        guard let value = try value(at: boundary.names, of: state.cursor, failure, next - 1),
            let beside = try self.value(at: boundary.names, of: other, failure, next - 1)
        else {
            next = failure.position
            return
        }
        set(result, .bool(try !value.equals(beside, &budget)))
    }

    /// What steps from a value lead to; `nil` where something is not there and the instruction
    /// goes on elsewhere.
    private mutating func value(
        at names: [String],
        of start: Pointer,
        _ failure: Address,
        _ step: Int
    ) throws(TemplateError) -> TemplateValue? {
        var value = start.pointee
        for name in names {
            let found = try withUnsafePointer(to: value) { place throws(TemplateError) in
                try member(name, of: place, failure, at: step)?.pointee
            }
            guard let found else { return nil }
            value = found
        }
        return value
    }

    // MARK: - Cases

    /// Whether a case matches the value of its switch; `default` matches where nothing
    /// has before.
    mutating func matches(_ plan: CasePlan) throws(TemplateError) -> Bool {
        let value = self[plan.value]
        var matches = value == marker
        if !matches { matches = try value.pointee.equals(self[plan.switchValue].pointee, &budget) }
        guard matches else { return false }
        self[plan.matched] = marker
        return true
    }
}
