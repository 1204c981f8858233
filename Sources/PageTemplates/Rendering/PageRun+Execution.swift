// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

// The interpreter.
extension PageRun {
    /// Runs until the page ends, or can be cut.
    ///
    /// It can be where `output` holds `size` bytes and no error handler may
    /// have to take them back, nor is a message captured. The result says whether the
    /// page has ended.
    mutating func run(until size: Int) throws(TemplateError) -> Bool {
        if !hasBegun {
            hasBegun = true
            try checkNames(of: program)
        }
        while true {
            do throws(TemplateError) {
                switch try execute(until: size) {
                case .ended:
                    try checkOutput()
                    return true
                case .full: return false
                case .gave: preconditionFailure("the page ends in an expression")
                }
            } catch {
                try handle(error)
            }
        }
    }

    /// Runs the instructions of an expression; returns the register of its value.
    ///
    /// It takes a part of the thread's stack, which expressions in expressions could exhaust.
    mutating func evaluate(from start: Int) throws(TemplateError) -> Register {
        guard !StackSpace.isScarce else {
            throw TemplateError(
                .nestingTooDeep,
                "expressions are evaluated in each other too deep for the stack of the thread"
            )
        }
        let here = position
        position = start
        defer { position = here }
        guard case .gave(let register) = try execute(until: .max) else {
            preconditionFailure("an expression ends in the page")
        }
        return register
    }

    /// Goes on at the innermost handler, with the page as it was there.
    private mutating func handle(_ error: TemplateError) throws(TemplateError) {
        while handlers.last?.isScript == true, !error.code.isForScripts { handlers.removeLast() }
        let complete = handlers.last?.isScript == true ? error : error.adding(callNotes)
        guard !error.code.isFinal, let handler = handlers.popLast() else {
            let page = programs[0].program
            throw page.configuration.isConfined ? complete.confined(to: page.source.file) : complete
        }
        // What is thrown away counts for nothing else.
        try budget.take(steps: (output.count - handler.mark) / Budget.textBytesPerStep)
        output.truncate(to: handler.mark)
        unwind(to: handler.frameCount)
        macrosInUse.removeSubrange(handler.macroCount...)
        innermostMacro = handler.innermostMacro
        captures.removeSubrange(handler.captureCount...)
        contents.removeSubrange(handler.contentCount...)
        parts.removeSubrange(handler.partCount...)
        handled.removeSubrange(handler.handledCount...)
        position = handler.target
        if handler.isScript {
            handled.append(complete)
        } else {
            currentError = complete
        }
    }

    /// Lets failures from here on lead to a handler.
    private mutating func pushHandler(_ target: Address, isScript: Bool) {
        handlers.append(
            ErrorHandler(
                target: target.position,
                mark: output.count,
                frameCount: frames.count,
                macroCount: macrosInUse.count,
                innermostMacro: innermostMacro,
                captureCount: captures.count,
                contentCount: contents.count,
                partCount: parts.count,
                isScript: isScript,
                handledCount: handled.count
            )
        )
    }

    // MARK: - The loop

    /// Why the loop stopped.
    private enum Stop {
        /// The page is finished.
        case ended
        /// The page can be cut here.
        case full
        /// An expression is finished, with its value in a register.
        case gave(Register)
    }

    /// Runs instructions: those that most pages consist of here, all others in
    /// ``control(_:_:)`` and ``compute(_:_:_:)``.
    ///
    /// Errors get the place of the instruction where they have none.
    private mutating func execute(until size: Int) throws(TemplateError) -> Stop {
        let threshold = min(size, outputLeft &+ 1)
        var next = position
        do throws(TemplateError) {
            while true {
                let step = loaded.instructions + next
                next &+= 1
                budget.countdown &-= 1
                if budget.countdown < 0 || output.count >= threshold {
                    position = next &- 1
                    if try pause(size) { return .full }
                }
                let literal = step.pointee.literal
                if literal.count != 0 { write(literal) }
                switch step.pointee.operation {
                case .literal:
                    continue
                case .text(let insertion):
                    try text(insertion, &next)
                case .attribute(let write):
                    try attribute(write, &next)
                case .structure(let insertion):
                    try structure(insertion, &next)
                case .jump(let target):
                    next = target.position
                case .jumpIfFalse(let test, let target):
                    if try !truth(test, next) { next = target.position }
                case .jumpIfTrue(let test, let target):
                    if try truth(test, next) { next = target.position }
                case .nextItem(let item, let loop, let body):
                    if advance(loop, item) { next = body.position }
                default:
                    if let stop = try control(step, &next) { return stop }
                }
            }
        } catch {
            throw error.located(in: program.source.file, at: program.places[next - 1])
        }
    }

    /// Runs an instruction that decides how the page goes on; says so where it ends.
    @inline(never)
    private mutating func control(
        _ step: UnsafePointer<Instruction>,
        _ next: inout Int
    ) throws(TemplateError) -> Stop? {
        switch step.pointee.operation {
        case .mergeAttributes(let plan):
            try program.tables.attributeSets[plan].merge(in: &self)
        case .addAttributes(let plan):
            try program.tables.attributeSets[plan].writeAdded(in: &self, at: next - 1)
        case .lineEnd(let mark):
            take(mark)
        case .beginLoop(let sequence, let item, let loop, let exit):
            if try !begin(loop, over: sequence, item) { next = exit.position }
        case .testCase(let plan, let otherwise):
            if try !matches(program.tables.cases[plan]) { next = otherwise.position }
        case .pushHandler(let target, let isScript):
            pushHandler(target, isScript: isScript)
        case .popHandler:
            handlers.removeLast()
        case .staticMessage(let plan):
            try write(plan)
        case .beginMessage:
            Capture.begin(in: &self, isMessage: true)
        case .beginPart:
            Capture.begin(in: &self, isMessage: false)
        case .endMessage(let plan):
            let linked = loaded.messages?[plan]
            try program.tables.contentMessages[plan].end(linked, in: &self, at: next - 1)
        case .endPart(let plan):
            try program.tables.messageParts[plan].end(in: &self)
        case .callMacro(let plan, let original):
            try callMacro(plan, at: next - 1, original: original)
            next = position
        case .fillSlot(let name, let site, let end):
            if try fillSlot(name, site, at: next - 1, end: end) { next = position }
        case .end where frames.count == 1:
            position = next &- 1
            return .ended
        case .leave, .end:
            leave()
            next = position
        case .give(let register):
            return .gave(register)
        case .count(let point):
            program.coverage?.count(Int(point))
            // It is no step: pages meet their limits nearly where they do without it.
            budget.countdown &+= 1
        default:
            try compute(step, &next)
        }
        return nil
    }

    /// Runs an instruction that computes a value.
    private mutating func compute(
        _ step: UnsafePointer<Instruction>,
        _ next: inout Int
    ) throws(TemplateError) {
        switch step.pointee.operation {
        case .constant(let constant, let result):
            self[result] = loaded.constants + Int(constant.number)
        case .load(let value, let result):
            try load(value, into: result, &next)
        case .computedMember(let object, let key, let result):
            try loadMember(of: object, named: key, into: result, &next)
        case .namespace(let object, let plan, let result):
            try look(in: object, program.tables.namespaces[plan], into: result, &next)
        case .concatenate(let pieces, let result):
            set(result, try text(of: program.tables.concatenations[pieces], at: next - 1))
        case .negate(let value, let result):
            set(result, .bool(self[value] != marker && !self[value].pointee.isTrue))
        case .trust(let value, let result):
            try trust(self[value], into: result)
        case .unpack(let value, let targets):
            try unpack(self[value], targets)
        case .bindGlobal(let value, let plan):
            bindGlobal(program.tables.globals[plan], to: self[value])
        case .loopProperty(let property, let loop, let result, let failure):
            try load(property, of: loop, into: result, failure, &next)
        case .loopBoundary(let plan, let loop, let result, let failure):
            let boundary = program.tables.loopBoundaries[plan]
            try load(boundary, of: loop, into: result, failure, &next)
        case .loops(let result):
            set(result, loops(at: next - 1))
        case .message(let plan, let result):
            try program.tables.messages[plan].make(
                plan,
                in: &self,
                into: result,
                at: next - 1
            )
        case .currentError(let result):
            set(result, currentError?.asValue ?? .nothing)
        case .linkedTemplate(let name, let result, let failure):
            if let template = try linkedTemplate(name, failure) {
                set(result, .object(template))
            } else {
                next = failure.position
            }
        case .deferred(let procedure, let isLazy, let result):
            set(result, .object(DeferredExpression(program, Int(procedure), isLazy: isLazy)))
        case .application(let plan, let result, let failure):
            let plan = program.tables.applications[plan]
            if try !plan.evaluate(in: &self, into: result, failure) { next = failure.position }
        case .python(let operation, let failure):
            try perform(operation, failure, &next)
        case .script(let operation):
            try operation.perform(in: &self, &next)
        case .literal, .text, .structure, .attribute, .mergeAttributes, .addAttributes, .lineEnd,
            .jump,
            .jumpIfFalse, .jumpIfTrue, .beginLoop, .nextItem, .testCase, .pushHandler, .popHandler,
            .callMacro,
            .fillSlot, .leave, .end, .give, .count, .staticMessage, .beginMessage, .endMessage,
            .beginPart, .endPart:
            preconditionFailure("an instruction that computes nothing")
        }
    }

    /// Runs a part of a `python:` expression; something that is not there leads on like a
    /// path that is not there.
    private mutating func perform(
        _ operation: PythonOperation,
        _ failure: Address,
        _ next: inout Int
    ) throws(TemplateError) {
        do throws(TemplateError) {
            try operation.perform(in: &self, at: next - 1, canFail: failure.isSomewhere)
        } catch {
            guard isAbsence(error), failure.isSomewhere else { throw error }
            next = failure.position
        }
    }

    // MARK: - Limits

    /// Looks at the limits; returns whether the page is to be cut here.
    private mutating func pause(_ size: Int) throws(TemplateError) -> Bool {
        if budget.countdown < 0 { try budget.check() }
        try checkOutput()
        guard output.count >= size, handlers.isEmpty, captures.isEmpty, keepLineEnds() else {
            return false
        }
        // The instruction is taken, and counted, when the page goes on.
        budget.countdown &+= 1
        return true
    }

    /// The bytes that may still be written.
    private var outputLeft: Int {
        let (left, isOver) = limits.output.subtractingReportingOverflow(flushed)
        return isOver ? .max - 1 : min(left, .max - 1)
    }

    private func checkOutput() throws(TemplateError) {
        guard output.count <= outputLeft else {
            throw TemplateError(.outputLimit, "the page is larger than \(limits.output) bytes")
        }
    }
}
