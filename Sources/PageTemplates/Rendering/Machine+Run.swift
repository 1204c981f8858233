extension Machine {
    /// Runs until the program ends, or the page can be cut.
    ///
    /// It can be where the buffer holds `size` bytes and no error handler may
    /// have to take them back, nor is a message captured. The result says whether the program has ended.
    func run(into output: inout TemplateOutput, until size: Int) throws(TemplateError) -> Bool {
        while true {
            do throws(TemplateError) {
                switch try execute(&output, size) {
                case .ended: return true
                case .full: return false
                case .moved: continue
                }
            } catch {
                try handle(error, &output)
            }
        }
    }

    /// Goes on at the innermost handler, with the page as it was there.
    private func handle(
        _ error: TemplateError,
        _ output: inout TemplateOutput
    ) throws(TemplateError) {
        while handlers.last?.isScript == true, !error.code.isForScripts { handlers.removeLast() }
        let complete = handlers.last?.isScript == true ? error : error.adding(callNotes)
        guard !error.code.isFinal, let handler = handlers.popLast() else { throw complete }
        // What is thrown away counts for nothing else.
        try budget.take(steps: (output.count - handler.mark) / Budget.textBytesPerStep)
        output.truncate(to: handler.mark)
        unwind(to: handler.frameCount)
        macrosInUse = handler.macrosInUse
        captures.removeSubrange(handler.captureCount...)
        parts.removeSubrange(handler.partCount...)
        position = handler.target
        handled.removeSubrange(handler.handledCount...)
        if handler.isScript {
            handled.append(complete)
        } else {
            currentError = complete
        }
    }

    /// Why ``execute(_:_:)`` stopped.
    private enum Stop {
        /// The page is finished.
        case ended
        /// The page can be cut here.
        case full
        /// Another procedure goes on.
        case moved
    }

    /// Runs instructions: those that most pages consist of here, all others in
    /// ``control(_:_:_:)`` and ``compute(_:_:)``.
    private func execute(
        _ output: inout TemplateOutput,
        _ size: Int
    ) throws(TemplateError) -> Stop {
        let instructions = self.instructions
        let literals = self.literals
        let left = outputLeft
        let threshold = min(size, max(left, left &+ 1))
        var steps = budget.countdown
        defer { budget.countdown = max(steps, 0) }
        var next = position
        while true {
            let instruction = instructions + next
            steps &-= 1
            if steps < 0 || output.count >= threshold {
                position = next
                let isFull = try pause(&output, size, outOfSteps: steps < 0)
                if steps < 0 { steps = budget.countdown }
                if isFull { return .full }
            }
            next &+= 1
            let literal = instruction.pointee.literal
            if literal.count != 0 {
                output.append(padded: literals + Int(literal.start), count: Int(literal.count))
            }
            switch instruction.pointee.opcode {
            case .literal:
                continue
            case .text:
                try text(instruction, &output, &next)
            case .attribute:
                try attribute(instruction, &output, &next)
            case .structure:
                try structure(instruction, &output, &next)
            case .jump:
                next = Int(instruction.pointee.target)
            case .jumpIfFalse:
                if try !truth(instruction) { next = Int(instruction.pointee.target) }
            case .jumpIfTrue:
                if try truth(instruction) { next = Int(instruction.pointee.target) }
            case .loopNext:
                advanceLoop(instruction, &next)
            default:
                if let stop = try control(instruction, &output, &next) { return stop }
            }
        }
    }

    /// Runs an instruction that decides how the page goes on; says so where
    /// another procedure does, or the page ends.
    private func control(
        _ step: Step,
        _ output: inout TemplateOutput,
        _ next: inout Int
    ) throws(TemplateError) -> Stop? {
        switch step.pointee.opcode {
        case .attributeSet:
            try attributeSet(step, &output)
        case .loopBegin:
            try beginLoop(step, &next)
        case .caseTest:
            try testCase(step, &next)
        case .pushHandler:
            pushHandler(step, mark: output.count)
        case .popHandler:
            handlers.removeLast()
        case .beginMessage, .endMessage, .beginPart, .endPart:
            try capture(step, &output)
        case .callMacro:
            try callMacro(step)
            return .moved
        case .fillSlot:
            return try fillSlot(step) ? .moved : nil
        case .leave:
            leave()
            return .moved
        case .end where frames.count > 1:
            leave()
            return .moved
        case .end:
            position = next &- 1
            try checkOutput(output)
            return .ended
        default:
            try compute(step, &next)
        }
        return nil
    }

    /// Looks at the limits; returns whether the page is to be cut here.
    private func pause(
        _ output: inout TemplateOutput,
        _ size: Int,
        outOfSteps: Bool
    ) throws(TemplateError) -> Bool {
        try locating(position) { () throws(TemplateError) in
            if outOfSteps { try budget.check() }
            try checkOutput(output)
        }
        return output.count >= size && handlers.isEmpty && captures.isEmpty
    }

    /// The bytes that may still be written.
    private var outputLeft: Int {
        let (left, isOver) = limits.output.subtractingReportingOverflow(flushed)
        return isOver ? .max : left
    }

    private func checkOutput(_ output: borrowing TemplateOutput) throws(TemplateError) {
        guard output.count <= outputLeft else {
            throw TemplateError(.outputLimit, "the page is larger than \(limits.output) bytes")
        }
    }
}
