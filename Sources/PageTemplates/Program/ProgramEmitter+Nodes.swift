// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

// One function for each kind of node.
extension ProgramEmitter {
    func nodes(_ nodes: [PageNode]) {
        for node in nodes { emit(node) }
    }

    private func emit(_ node: PageNode) {
        switch node {
        case .literal(let bytes): builder.write(bytes)
        case .hole(let hole): self.hole(hole)
        case .attribute(let attribute): self.attribute(attribute)
        case .attributeSet(let set): attributeSet(set)
        case .lineEnd(let mark): builder.emitOutput(.lineEnd(mark))
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
            if let first = script.statements.first { countStatement(at: first.range) }
            var emitter = ScriptEmitter(self, script)
            emitter.emit()
        case .region(let region): nodes(region.body)
        }
    }

    // MARK: - Conditions

    private func condition(_ condition: Condition) {
        let skip = builder.label()
        let mark = builder.mark()
        let site = countStatement(at: condition.test.range)
        jump(unless: condition.test, to: skip)
        builder.release(to: mark)
        count(.holds, site)
        nodes(condition.body)
        bind(skip, counting: .fails, site)
    }

    private func omission(_ omission: Omission) {
        let mark = builder.mark()
        let site = countStatement(at: omission.test.range)
        let omitted = register(of: omission.test)
        unless(omitted, site) { nodes(omission.startTag) }
        nodes(omission.content)
        unless(omitted, nil) { nodes(omission.endTag) }
        builder.release(to: mark)
    }

    /// Emits what is skipped where a register is true.
    private func unless(
        _ register: Register,
        _ site: StatementPlaces.Site?,
        _ emit: () -> Void
    ) {
        let skip = builder.label()
        builder.emitOutput(.jumpIfTrue(Operand(register: register), to: skip))
        count(.fails, site)
        emit()
        bind(skip, counting: .holds, site)
    }

    private func choice(_ choice: Choice) {
        let mark = builder.mark()
        countStatement(at: choice.value.range)
        let value = register(of: choice.value)
        let matched = builder.allocate()
        builder.emit(.load(Operand(register: .nothing), into: matched))
        choices[choice.id] = SwitchRegisters(value: value, matched: matched)
        nodes(choice.body)
        builder.release(to: mark)
    }

    private func alternative(_ alternative: Alternative) {
        guard let choice = choices[alternative.choice] else { return }
        let skip = builder.label()
        let site = countStatement(at: alternative.value.range)
        builder.emitOutput(.jumpIfTrue(Operand(register: choice.matched), to: skip))
        let mark = builder.mark()
        let value = register(of: alternative.value)
        let plan = tables.cases.add(
            CasePlan(value: value, switchValue: choice.value, matched: choice.matched)
        )
        builder.emitOutput(.testCase(plan, otherwise: skip))
        builder.release(to: mark)
        count(.holds, site)
        nodes(alternative.body)
        bind(skip, counting: .fails, site)
    }

    // MARK: - Variables

    private func loop(_ loop: Loop) {
        scoped {
            let site = countStatement(at: loop.range)
            let sequence = register(of: loop.sequence)
            let item = builder.allocate()
            let body = builder.label()
            let exit = builder.label()
            let number = begin(loop.id)
            builder.place = loop.range
            builder.emitOutput(.beginLoop(sequence, item: item, loop: number, exit: exit))
            count(.items, site)
            builder.bind(body)
            builder.write(loop.indentation)
            set(loop.item, to: item)
            bind(loop.pattern, to: item, loop: number)
            nodes(loop.body)
            builder.place = loop.range
            builder.emitOutput(.nextItem(item: item, loop: number, body: body))
            bind(exit, counting: .empty, site)
        }
    }

    /// Binds names to a value.
    private func bind(_ pattern: Pattern, to value: Register, loop: Int32? = nil) {
        let registers = pattern.unpacking.map { unpack(value, pattern.names.count, $0) } ?? [value]
        for (name, (variable, register)) in zip(pattern.names, zip(pattern.variables, registers)) {
            bind(name, variable, to: register, loop: loop)
        }
    }

    private func unpack(_ value: Register, _ count: Int, _ range: Range<Int>) -> [Register] {
        let registers = (0..<count).map { _ in builder.allocate() }
        builder.place = range
        builder.emit(.unpack(value, tables.registers.add(registers)))
        return registers
    }

    private func bindings(_ bindings: Bindings) {
        scoped {
            for bind in bindings.binds { emit(bind) }
            nodes(bindings.body)
        }
    }

    private func emit(_ bind: Bind) {
        let value: Register
        switch bind.value {
        case .plan(let plan):
            countStatement(at: plan.range)
            value = register(of: plan)
        case .deferred(let deferral):
            countStatement(at: deferral.range)
            value = register(of: deferral)
        }
        switch bind.target {
        case .local(let pattern):
            self.bind(pattern, to: ownRegister(value))
        case .global(let targets, let unpacking):
            let registers = unpacking.map { unpack(value, targets.count, $0) } ?? [value]
            for (target, register) in zip(targets, registers) { bindGlobal(target, to: register) }
        }
    }

    /// A register that a global variable may change: those that always mean the same are not.
    private func ownRegister(_ value: Register) -> Register {
        guard value.number < Register.fixedCount else { return value }
        let register = builder.allocate()
        builder.emit(.load(Operand(register: value), into: register))
        return register
    }

    /// Binds a name everywhere: zope.tal writes a global into every scope that
    /// is open, so that it shadows the local variables around it too.
    private func bindGlobal(_ target: GlobalTarget, to value: Register) {
        builder.emit(.bindGlobal(value, tables.globals.add(plan(of: target))))
    }

    /// The register of a deferred expression, or of an alternative before it that is there.
    private func register(of deferral: Deferral) -> Register {
        let result = builder.allocate()
        let done = builder.label()
        for alternative in deferral.alternatives {
            let next = builder.label()
            load(value(of: alternative, next), into: result)
            countAlternative(at: alternative.range)
            builder.jumpValue(to: done)
            builder.bindValue(next)
        }
        if !deferral.alternatives.isEmpty { countAlternative(at: deferral.range) }
        builder.place = deferral.range
        let procedure = Int32(deferral.part.number)
        builder.emit(.deferred(procedure: procedure, isLazy: deferral.isLazy, into: result))
        builder.bindValue(done)
        return result
    }

    // MARK: - Errors

    private func handler(_ handler: Handler) {
        scoped {
            let end = builder.label()
            let site = countStatement(at: handler.range)
            for (bind, recovery) in handler.binds {
                handled(recovery, end, site) { emit(bind) }
            }
            handled(handler.recovery, end, site) { nodes(handler.body) }
            count(.passed, site)
            builder.bind(end)
        }
    }

    /// Emits what a recovery stands for where it fails.
    private func handled(
        _ recovery: Handler.Recovery,
        _ end: Address,
        _ site: StatementPlaces.Site?,
        _ emit: () -> Void
    ) {
        let handler = builder.label()
        let start = builder.label()
        builder.jump(to: start)
        builder.bind(handler)
        count(.failed, site)
        scoped {
            let error = builder.allocate()
            builder.emit(.currentError(into: error))
            bind("error", recovery.error, to: error)
            nodes(recovery.nodes)
        }
        builder.jump(to: end)
        builder.bind(start)
        builder.emitOutput(.pushHandler(handler, isScript: false))
        emit()
        builder.emitOutput(.popHandler)
    }

    // MARK: - Macros

    private func call(_ call: Call) {
        switch call.target {
        case .definition(let part):
            let plan = addMacroCall(call, .definition(part.number))
            builder.place = call.range
            builder.emitOutput(.callMacro(plan, original: .nowhere))
        case .use(let value, let otherwise):
            let mark = builder.mark()
            countStatement(at: call.range)
            let original = builder.label()
            let end = builder.label()
            let plan = addMacroCall(call, .value(register(of: value)))
            builder.place = call.range
            builder.emitOutput(.callMacro(plan, original: original))
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

    private func addMacroCall(
        _ call: Call,
        _ target: MacroCallPlan.Target
    ) -> PlanID<MacroCallPlan> {
        tables.macroCalls.add(
            MacroCallPlan(
                name: call.name,
                fillers: call.fillers.mapValues(\.number),
                target: target,
                isExtension: call.isExtension,
                site: call.site
            )
        )
    }

    private func slot(_ slot: Slot) {
        let end = builder.label()
        builder.place = slot.range
        let name = builder.symbols.add(slot.name)
        let site = countStatement(.defineSlot, on: slot.range)
        builder.emitOutput(.fillSlot(name, site: slot.site, end: end))
        count(.unfilled, site)
        nodes(slot.body)
        bind(end, counting: .filled, site)
    }

    // MARK: - Messages

    private func message(_ message: Message) {
        if let plan = StaticMessagePlan(message) {
            builder.place = message.range
            return builder.emitOutput(.staticMessage(tables.staticMessages.add(plan)))
        }
        builder.emitOutput(.beginMessage)
        nodes(message.body)
        let mark = builder.mark()
        let data = message.data.map { register(of: $0) }
        let plan = tables.contentMessages.add(
            ContentMessagePlan(
                id: message.id,
                scope: message.scope,
                data: data,
                place: message.place,
                fixed: FixedContent(message),
                partsStay: message.parts.allSatisfy { $0.site == message.place.site }
            )
        )
        builder.place = message.range
        builder.emitOutput(.endMessage(plan))
        builder.release(to: mark)
    }

    private func part(_ part: MessagePart) {
        builder.emitOutput(.beginPart)
        nodes(part.body)
        let plan = MessagePartPlan(
            name: part.name,
            keepsSpace: part.keepsSpace,
            site: part.site
        )
        builder.emitOutput(.endPart(tables.messageParts.add(plan)))
    }
}

extension StaticMessagePlan {
    /// Nil where something of the message is known only to the render.
    fileprivate init?(_ message: Message) {
        guard message.data == nil else { return nil }
        var content: [UInt8] = []
        for node in message.body {
            guard case .literal(let bytes) = node else { return nil }
            content += bytes
        }
        self.content = content
        place = message.place
        self.message = TemplateMessage(
            message.id ?? message.scope.id(ofContent: content),
            domain: message.scope.domain,
            default: String(decoding: content, as: UTF8.self),
            context: message.scope.context
        )
    }
}
