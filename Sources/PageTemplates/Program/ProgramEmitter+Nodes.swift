// One function for each kind of node.
extension ProgramEmitter {
    typealias Label = ProgramBuilder.Label

    func nodes(_ nodes: [PageNode]) {
        for node in nodes { emit(node) }
    }

    private func emit(_ node: PageNode) {
        switch node {
        case .literal(let bytes): builder.write(bytes)
        case .hole(let hole): self.hole(hole)
        case .attribute(let attribute): self.attribute(attribute)
        case .attributeSet(let set): attributeSet(set)
        case .condition(let condition): self.condition(condition)
        case .omission(let omission): self.omission(omission)
        case .loop(let loop): self.loop(loop)
        case .bindings(let bindings): self.bindings(bindings)
        case .handler(let handler): self.handler(handler)
        case .choice(let choice): self.choice(choice)
        case .alternative(let alternative): self.alternative(alternative)
        case .call(let call): self.call(call)
        case .slot(let slot): self.slot(slot)
        case .message(let message): self.message(message)
        case .part(let part): self.part(part)
        case .script(let script):
            var emitter = ScriptEmitter(self, script)
            emitter.emit()
        case .region(let region): nodes(region.body)
        }
    }

    // MARK: - Conditions

    private func condition(_ condition: Condition) {
        let skip = builder.label()
        let mark = builder.mark()
        jump(unless: condition.test, to: skip)
        builder.release(to: mark)
        nodes(condition.body)
        builder.bind(skip)
    }

    private func omission(_ omission: Omission) {
        let mark = builder.mark()
        let omitted = register(of: omission.test)
        unless(omitted) { nodes(omission.startTag) }
        nodes(omission.content)
        unless(omitted) { nodes(omission.endTag) }
        builder.release(to: mark)
    }

    /// Emits what is skipped where a register is true.
    private func unless(_ register: Int32, _ emit: () -> Void) {
        let skip = builder.label()
        var jump = Instruction(.jumpIfTrue)
        jump.a = register
        jump.target = skip.number
        builder.emitOutput(jump)
        emit()
        builder.bind(skip)
    }

    private func choice(_ choice: Choice) {
        let mark = builder.mark()
        let value = register(of: choice.value)
        var reset = Instruction(.copy)
        reset.a = builder.allocate()
        reset.b = TemplateProgram.FixedRegister.nothing
        builder.emit(reset)
        choices[choice.id] = SwitchRegisters(value: value, matched: reset.a)
        nodes(choice.body)
        builder.release(to: mark)
    }

    private func alternative(_ alternative: Alternative) {
        guard let choice = choices[alternative.choice] else { return }
        let skip = builder.label()
        var matched = Instruction(.jumpIfTrue)
        matched.a = choice.matched
        matched.target = skip.number
        builder.emitOutput(matched)
        let mark = builder.mark()
        var test = Instruction(.caseTest)
        let value = register(of: alternative.value)
        test.operand = Int32(tables.cases.count)
        test.target = skip.number
        tables.cases.append(
            CasePlan(value: value, switchValue: choice.value, matched: choice.matched)
        )
        builder.emitOutput(test)
        builder.release(to: mark)
        nodes(alternative.body)
        builder.bind(skip)
    }

    // MARK: - Variables

    private func loop(_ loop: Loop) {
        scoped {
            let sequence = register(of: loop.sequence)
            let item = builder.allocate()
            let body = builder.label()
            let exit = builder.label()
            let number = begin(loop.id)
            var begin = Instruction(.loopBegin)
            begin.a = item
            begin.b = sequence
            begin.operand = Int32(number)
            begin.target = exit.number
            builder.place = loop.range
            builder.emitOutput(begin)
            builder.bind(body)
            builder.write(loop.indentation)
            set(loop.item, to: item)
            bind(loop.pattern, to: item, loop: number)
            nodes(loop.body)
            var next = Instruction(.loopNext)
            next.a = item
            next.operand = Int32(number)
            next.target = body.number
            builder.place = loop.range
            builder.emitOutput(next)
            builder.bind(exit)
        }
    }

    /// Binds names to a value.
    private func bind(_ pattern: Pattern, to value: Int32, loop: Int? = nil) {
        let registers = pattern.unpacking.map { unpack(value, pattern.names.count, $0) } ?? [value]
        for (name, (variable, register)) in zip(pattern.names, zip(pattern.variables, registers)) {
            bind(name, variable, to: register, loop: loop)
        }
    }

    private func unpack(_ value: Int32, _ count: Int, _ range: Range<Int>) -> [Int32] {
        let registers = (0..<count).map { _ in builder.allocate() }
        var unpack = Instruction(.unpack)
        unpack.b = value
        unpack.operand = Int32(tables.unpackings.count)
        tables.unpackings.append(registers)
        builder.place = range
        builder.emit(unpack)
        return registers
    }

    private func bindings(_ bindings: Bindings) {
        scoped {
            for bind in bindings.binds { emit(bind) }
            nodes(bindings.body)
        }
    }

    private func emit(_ bind: Bind) {
        let value: Int32
        switch bind.value {
        case .plan(let plan): value = register(of: plan)
        case .deferred(let deferral): value = register(of: deferral)
        }
        switch bind.target {
        case .local(let pattern):
            self.bind(pattern, to: value)
        case .global(let targets, let unpacking):
            let registers = unpacking.map { unpack(value, targets.count, $0) } ?? [value]
            for (target, register) in zip(targets, registers) { bindGlobal(target, to: register) }
        }
    }

    /// Binds a name everywhere: zope.tal writes a global into every scope that
    /// is open, so that it shadows the local variables around it too.
    private func bindGlobal(_ target: GlobalTarget, to value: Int32) {
        var bind = Instruction(.bindGlobal)
        bind.b = value
        bind.operand = Int32(tables.globals.count)
        tables.globals.append(plan(of: target))
        builder.emit(bind)
    }

    /// The register of a deferred expression, or of an alternative before it that is there.
    private func register(of deferral: Deferral) -> Int32 {
        let result = builder.allocate()
        let done = builder.label()
        for alternative in deferral.alternatives {
            let next = builder.label()
            load(operand(of: alternative, next), into: result)
            builder.jumpValue(to: done)
            builder.bindValue(next)
        }
        var keep = Instruction(.deferred)
        keep.a = result
        keep.operand = Int32(deferral.part.number)
        keep.calls = deferral.isLazy
        builder.place = deferral.range
        builder.emit(keep)
        builder.bindValue(done)
        return result
    }

    // MARK: - Errors

    private func handler(_ handler: Handler) {
        scoped {
            let end = builder.label()
            for (bind, recovery) in handler.binds {
                handled(recovery, end) { emit(bind) }
            }
            handled(handler.recovery, end) { nodes(handler.body) }
            builder.bind(end)
        }
    }

    /// Emits what a recovery stands for where it fails.
    private func handled(_ recovery: Handler.Recovery, _ end: Label, _ emit: () -> Void) {
        let handler = builder.label()
        let start = builder.label()
        builder.jump(to: start)
        builder.bind(handler)
        scoped {
            var current = Instruction(.currentError)
            current.a = builder.allocate()
            builder.emit(current)
            bind("error", recovery.error, to: current.a)
            nodes(recovery.nodes)
        }
        builder.jump(to: end)
        builder.bind(start)
        var push = Instruction(.pushHandler)
        push.target = handler.number
        builder.emitOutput(push)
        emit()
        builder.emitOutput(Instruction(.popHandler))
    }

    // MARK: - Macros

    private func call(_ call: Call) {
        var instruction = Instruction(.callMacro)
        switch call.target {
        case .definition(let part):
            instruction.operand = addMacroCall(call, part.number)
            builder.place = call.range
            builder.emitOutput(instruction)
        case .use(let value, let otherwise):
            let mark = builder.mark()
            let original = builder.label()
            let end = builder.label()
            instruction.b = register(of: value)
            instruction.operand = addMacroCall(call, nil)
            instruction.target = original.number
            builder.place = call.range
            builder.emitOutput(instruction)
            if let otherwise {
                builder.jump(to: end)
                builder.bind(original)
                nodes(otherwise)
            } else {
                builder.bind(original)
            }
            builder.bind(end)
            builder.release(to: mark)
        }
    }

    private func addMacroCall(_ call: Call, _ procedure: Int?) -> Int32 {
        tables.macroCalls.append(
            MacroCallPlan(
                name: call.name,
                fillers: call.fillers.mapValues(\.number),
                procedure: procedure,
                isExtension: call.isExtension
            )
        )
        return Int32(tables.macroCalls.count - 1)
    }

    private func slot(_ slot: Slot) {
        let end = builder.label()
        var fill = Instruction(.fillSlot)
        fill.operand = Int32(tables.slots.count)
        fill.target = end.number
        tables.slots.append(slot.name)
        builder.place = slot.range
        builder.emitOutput(fill)
        nodes(slot.body)
        builder.bind(end)
    }

    // MARK: - Messages

    private func message(_ message: Message) {
        builder.emitOutput(Instruction(.beginMessage))
        nodes(message.body)
        let mark = builder.mark()
        var end = Instruction(.endMessage)
        if let data = message.data { end.b = register(of: data) }
        end.operand = Int32(tables.contentMessages.count)
        tables.contentMessages.append(ContentMessagePlan(id: message.id, scope: message.scope))
        builder.place = message.range
        builder.emitOutput(end)
        builder.release(to: mark)
    }

    private func part(_ part: MessagePart) {
        builder.emitOutput(Instruction(.beginPart))
        nodes(part.body)
        var end = Instruction(.endPart)
        end.operand = Int32(tables.messageParts.count)
        tables.messageParts.append(MessagePartPlan(name: part.name, keepsSpace: part.keepsSpace))
        builder.emitOutput(end)
    }
}
