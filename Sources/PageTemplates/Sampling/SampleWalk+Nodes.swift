// SPDX-License-Identifier: Apache-2.0

// One function for each kind of node.
extension SampleWalk {
    func look(at nodes: [PageNode], in scope: SampleScope) {
        for node in nodes {
            guard takes() else { return }
            look(at: node, in: scope)
        }
    }

    private func look(at node: PageNode, in scope: SampleScope) {
        switch node {
        case .literal, .script, .lineEnd: break
        case .hole(let hole): look(at: hole, in: scope)
        case .attribute(let attribute): look(at: attribute, in: scope)
        case .attributeSet(let set):
            for mapping in set.mappings { _ = value(of: mapping.value, in: scope) }
            for entry in set.entries { look(at: entry.body, in: scope) }
        case .condition(let condition): look(at: condition, in: scope)
        case .omission(let omission):
            _ = value(of: omission.test, in: scope)
            look(at: omission.startTag + omission.content + omission.endTag, in: scope)
        case .loop(let loop): look(at: loop, in: scope)
        case .bindings(let bindings):
            var inner = scope
            for bind in bindings.binds { self.bind(bind, in: &inner) }
            look(at: bindings.body, in: inner)
        case .handler(let handler): look(at: handler, in: scope)
        case .choice(let choice):
            _ = value(of: choice.value, in: scope)
            var inner = scope
            inner.switches[choice.id] = choice.value
            look(at: choice.body, in: inner)
        case .alternative(let alternative):
            _ = value(of: alternative.value, in: scope)
            var inner = scope
            narrow(&inner, to: alternative)
            look(at: alternative.body, in: inner)
        case .call(let call): look(at: call, in: scope)
        case .slot(let slot): look(at: slot, in: scope)
        case .message(let message):
            look(at: message.body, in: scope)
            if let data = message.data { _ = value(of: data, in: scope) }
        case .part(let part): look(at: part.body, in: scope)
        case .region(let region): look(at: region.body, in: scope)
        }
    }

    private func look(at hole: Hole, in scope: SampleScope) {
        let value = value(of: hole.value, in: scope)
        if !hole.isStructure, hole.place.filter.takesText {
            checkText(value, of: hole.value, scope)
        }
        if let otherwise = hole.otherwise { look(at: otherwise, in: scope) }
    }

    private func look(at attribute: AttributeNode, in scope: SampleScope) {
        switch attribute.value {
        case .pieces(let pieces): look(at: pieces, in: scope)
        case .whole(let whole):
            let value = value(of: whole.value, in: scope)
            if !attribute.form.truth.isPresence, attribute.form.place.filter.takesText {
                checkText(value, of: whole.value, scope)
            }
            look(at: whole.fallback, in: scope)
        }
    }

    private func look(at condition: Condition, in scope: SampleScope) {
        _ = value(of: condition.test, in: scope)
        guard !condition.test.isNeverTrue else { return }
        var inner = scope
        narrow(&inner, by: condition.test)
        look(at: condition.body, in: inner)
    }

    private func look(at handler: Handler, in scope: SampleScope) {
        var inner = scope
        inner.isCovered = true
        for (bind, _) in handler.binds { self.bind(bind, in: &inner) }
        look(at: handler.body, in: inner)
        // What stands for a definition that fails says the same, and knows less.
        inner.isCovered = scope.isCovered
        bind("error", handler.recovery.error, to: .unknown, in: &inner)
        look(at: handler.recovery.nodes, in: inner)
    }

    // MARK: - Variables

    private func bind(
        _ name: String,
        _ variable: VariableID,
        to value: Sample,
        in scope: inout SampleScope
    ) {
        let value = isGlobal(name) ? .unknown : value.bound
        scope.variables[variable] = value
        scope.names[name] = value
        scope.answers[name] = nil
    }

    private func bind(_ pattern: Pattern, to value: Sample, in scope: inout SampleScope) {
        let count = pattern.names.count
        for index in 0..<count {
            let part = pattern.unpacking == nil ? value : value.element(index, of: count)
            bind(pattern.names[index], pattern.variables[index], to: part, in: &scope)
        }
    }

    private func bind(_ bind: Bind, in scope: inout SampleScope) {
        let value: Sample
        switch bind.value {
        case .plan(let plan): value = self.value(of: plan, in: scope)
        case .deferred(let deferral):
            for plan in deferral.alternatives {
                _ = self.value(of: plan, in: scope, isGuarded: true)
            }
            value = .unknown
        }
        // What a global definition binds is unknown wherever it is read.
        guard case .local(let pattern) = bind.target else { return }
        let questions = bind.value.plan.map { self.questions(of: $0, in: scope) }
        self.bind(pattern, to: value, in: &scope)
        if pattern.names.count == 1 { scope.answers[pattern.names[0]] = questions }
    }

    private func look(at loop: Loop, in scope: SampleScope) {
        let sequence = value(of: loop.sequence, in: scope)
        var inner = scope
        bind(loop.pattern, to: items(of: sequence, loop, scope), in: &inner)
        look(at: loop.body, in: inner)
    }

    /// All items of the lists that a loop may run over; nothing is known of those of empty lists.
    private func items(of sequence: Sample, _ loop: Loop, _ scope: SampleScope) -> Sample {
        var items = Sample(isOpen: sequence.isOpen)
        var refused: [TemplateValue] = []
        for value in sequence.values {
            switch SampleItems(of: value) {
            case .items(let found): items.add(found)
            case .notRepeatable: refused.append(value)
            case .unknown: items.isOpen = true
            }
        }
        if let first = refused.first, refused.count == sequence.values.count, !sequence.isOpen,
            !sequence.isAbsent, !scope.isCovered
        {
            let message = "\(first.typeName) cannot be repeated over"
            report(.notRepeatable, message, at: loop.range, notes: [], scope)
        }
        return items.values.isEmpty ? .unknown : items
    }

    // MARK: - Macros and slots

    private func look(at call: Call, in scope: SampleScope) {
        switch call.target {
        case .definition(let id):
            guard let part = scope.template.part(id) else { return }
            enter(part, id, scope.calling(part, of: scope.template, at: call.range))
        case .use(let plan, let otherwise):
            let before = reports
            let macro = value(of: plan, in: scope)
            for value in macro.values { use(value, call, in: scope) }
            // One that fails uses no macro at all.
            if macro.isOpen, reports == before, otherwise == nil || macro.values.isEmpty {
                noteUnknownMacro()
            }
            if let otherwise { look(at: otherwise, in: scope) }
        }
    }

    private func use(_ value: TemplateValue, _ call: Call, in scope: SampleScope) {
        guard case .object(let object) = value,
            let macro = object as? MacroReference ?? (object as? TemplateReference)?.page
        else { return }
        let template = template(macro.linked.program)
        let id = PartID(number: macro.procedure)
        guard let part = template.part(id) else { return }
        var inner = scope.calling(part, of: template, at: call.range)
        inner.use = SampledUse(call, in: scope)
        inner.isInMacro = true
        enter(part, id, inner)
    }

    /// Looks at what fills a slot.
    ///
    /// A macro that extends another one passes the slots of that one on.
    private func look(at slot: Slot, in scope: SampleScope) {
        var next = scope.use
        while let use = next {
            if let id = use.fillers[slot.name], let part = use.template.part(id) {
                var inner = scope.calling(part, of: use.template, at: slot.range)
                inner.use = use.around
                return enter(part, id, inner)
            }
            next = use.isExtension ? use.around : nil
        }
        look(at: slot.body, in: scope)
    }
}

extension Bind.Value {
    /// The expression, if it is evaluated at once.
    fileprivate var plan: ExpressionPlan? {
        if case .plan(let plan) = self { plan } else { nil }
    }
}
