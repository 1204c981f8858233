extension Machine {
    /// Whether the value of a jump is true; `default` is.
    @inline(__always)
    func truth(_ step: Step) throws(TemplateError) -> Bool {
        guard let found = try value(of: step, in: step.pointee.a) else { return false }
        if case .bool(let value) = found.pointee { return value }
        return try unusualTruth(found, step)
    }

    @inline(never)
    private func unusualTruth(_ found: Pointer, _ step: Step) throws(TemplateError) -> Bool {
        if found == marker { return true }
        if found == undefined { _ = try missingVariable(step) }
        guard let value = try finished(found, step) else { return false }
        return value == marker || value.pointee.isTrue
    }

    /// Starts a loop, or leaves it at once where there are no items.
    func beginLoop(_ step: Step, _ next: inout Int) throws(TemplateError) {
        let sequence = registers[Int(step.pointee.b)]
        let loop = loops + Int(step.pointee.operand)
        loop.pointee.areKeys = false
        if sequence.pointee.pythonKind == .dict { loop.pointee.areKeys = true }
        guard let elements = try elements(of: sequence, step), !elements.isEmpty else {
            next = Int(step.pointee.target)
            return
        }
        try locating(step - instructions) { () throws(TemplateError) in
            try budget.take(items: elements.count)
        }
        let first = elements.pointer(to: 0)
        loop.pointee.first = first
        loop.pointee.cursor = first
        loop.pointee.end = first + elements.count
        registers[Int(step.pointee.a)] = first
    }

    /// Goes on with the next item of a loop, or leaves it.
    @inline(__always)
    func advanceLoop(_ step: Step, _ next: inout Int) {
        let loop = loops + Int(step.pointee.operand)
        let cursor = loop.pointee.cursor + 1
        loop.pointee.cursor = cursor
        guard cursor != loop.pointee.end else { return }
        registers[Int(step.pointee.a)] = cursor
        next = Int(step.pointee.target)
    }

    /// What a loop runs over, in storage that lasts as long as the loop.
    private func elements(
        of value: Pointer,
        _ step: Step
    ) throws(TemplateError) -> [TemplateValue]? {
        if case .list(let elements) = value.pointee { return elements }
        guard let elements = try computedElements(of: value, step) else { return nil }
        set(step.pointee.b, .list(elements))
        return elements
    }

    /// What a loop over a value that is not a list runs over: the keys of a
    /// mapping, the characters of a text, nothing for what is false.
    private func computedElements(
        of value: Pointer,
        _ step: Step
    ) throws(TemplateError) -> [TemplateValue]? {
        try locating(step - instructions) { () throws(TemplateError) in
            try budget.take(through: value.pointee)
        }
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
        throw failure(.notRepeatable, "\(name) cannot be repeated over", step)
    }

    /// Skips a case that does not match the value of its switch.
    ///
    /// `default` matches where nothing has before.
    func testCase(_ step: Step, _ next: inout Int) throws(TemplateError) {
        let plan = program.tables.cases[Int(step.pointee.operand)]
        let value = registers[Int(plan.value)]
        let switchValue = registers[Int(plan.switchValue)].pointee
        var matches = value == marker
        if !matches {
            matches = try locating(step - instructions) { () throws(TemplateError) in
                try value.pointee.equals(switchValue, &budget)
            }
        }
        if matches {
            registers[Int(plan.matched)] = marker
        } else {
            next = Int(step.pointee.target)
        }
    }

    /// Lets failures from here on lead to a handler.
    func pushHandler(_ step: Step, mark: Int) {
        handlers.append(
            ErrorHandler(
                target: Int(step.pointee.target),
                mark: mark,
                frameCount: frames.count,
                macrosInUse: macrosInUse,
                captureCount: captures.count,
                partCount: parts.count,
                isScript: step.pointee.calls,
                handledCount: handled.count
            )
        )
    }
}
