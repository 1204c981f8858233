extension TemplateCompiler {
    /// Compiles a part of a message: it is captured, and the message has its
    /// name in its place.
    mutating func part(_ index: Int, _ work: ElementWork) throws(TemplateError) {
        guard let name = work.statements.translation?.name else { return }
        let keepsSpace = translationScopes[work.element].keepsSpace
        try part(.init(name: name.name, keepsSpace: keepsSpace)) {
            compiler throws(TemplateError) in
            try compiler.stage(index + 1, work)
        }
    }

    private mutating func part(
        _ plan: MessagePartPlan,
        _ content: (inout TemplateCompiler) throws(TemplateError) -> Void
    ) throws(TemplateError) {
        let outer = isInMessage
        isInMessage = false
        try descend(by: 2, at: builder.place)
        defer { depth -= 2 }
        builder.emitOutput(Instruction(.beginPart))
        try content(&self)
        var end = Instruction(.endPart)
        end.operand = Int32(tables.messageParts.count)
        tables.messageParts.append(plan)
        builder.emitOutput(end)
        isInMessage = outer
    }

    /// Compiles a hole in text; one that is only a variable is a part of the
    /// message around it.
    mutating func textHole(_ expression: Expression) throws(TemplateError) {
        guard isInMessage, let name = expression.variableName else {
            try hole(expression, escaping: .text)
            return
        }
        try part(.init(name: name, keepsSpace: true)) { compiler throws(TemplateError) in
            try compiler.hole(expression, escaping: .text)
        }
    }

    /// Compiles the content of the source, which may be a message.
    mutating func sourceContent(_ work: ElementWork) throws(TemplateError) {
        let children = work.element.children
        guard let statements = work.statements.translation, let translate = statements.translate
        else {
            try nodes(children)
            return
        }
        let outer = isInMessage
        isInMessage = true
        try descend(by: 1, at: translate.range)
        defer { depth -= 1 }
        builder.emitOutput(Instruction(.beginMessage))
        let start = builder.instructions.count
        try nodes(children)
        isInMessage = outer
        let mark = builder.mark()
        var end = Instruction(.endMessage)
        if let data = statements.data { end.b = try materialize(expression(data), nil).register }
        let plan = ContentMessagePlan(
            id: translate.id.isEmpty ? nil : translate.id,
            scope: translationScopes[work.element]
        )
        end.operand = Int32(tables.contentMessages.count)
        tables.contentMessages.append(plan)
        builder.place = statements.data?.range ?? translate.range
        builder.emitOutput(end)
        builder.release(to: mark)
        noteContent(plan, of: work, from: start)
    }

    /// Compiles the insertion of a statement's value, which may be a message.
    mutating func insert(
        _ clause: ContentClause,
        of work: ElementWork,
        onDefault: Label
    ) throws(TemplateError) -> Bool {
        guard work.statements.translation?.translate != nil else {
            return try insert(clause, onDefault: onDefault)
        }
        let mark = builder.mark()
        defer { builder.release(to: mark) }
        let expression = try expression(clause.expression)
        let scope = translationScopes[work.element]
        let value = try materialize(expression, nil)
        if let literal = expression.literal {
            note(String(decoding: literal, as: UTF8.self), in: scope, of: work)
        }
        let message = message(MessagePlan(scope: scope), value)
        return write(
            clause.isStructure ? .structure : .text,
            message,
            .text,
            onDefault: onDefault
        )
    }

    /// Compiles the making of a message.
    mutating func message(_ plan: MessagePlan, _ value: Materialized?) -> Operand {
        var make = Instruction(.message)
        make.a = builder.allocate()
        make.b = value?.register ?? Instruction.none
        make.operand = Int32(tables.messages.count)
        tables.messages.append(plan)
        builder.emit(make)
        let mayBeDefault = plan.text == nil && value?.mayBeDefault == true
        return .finished(make.a, mayBeDefault: mayBeDefault)
    }
}

extension Expression {
    /// The name of the variable that the expression is, if it is nothing else.
    var variableName: String? {
        switch kind {
        case .path(let alternatives) where alternatives.count == 1:
            alternatives[0].variableName
        case .walk(let walk) where walk.steps.isEmpty && MessageNames.isName(walk.root):
            walk.root
        default: nil
        }
    }
}
