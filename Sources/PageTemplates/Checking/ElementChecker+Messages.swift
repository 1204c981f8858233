import TemplateSyntax

// Messages: content, parts of it, and values that are translated.
extension ElementChecker {
    /// Looks at the place of an `i18n:name`.
    func check(_ name: NamedSyntax, in surroundings: Surroundings.Translation) {
        let message: String
        switch surroundings {
        case .message: return
        case .page: message = "'i18n:name' stands only inside of an element with 'i18n:translate'"
        case .name: message = "'i18n:name' inside of another needs an 'i18n:translate' between them"
        }
        state.report(.misplacedStatement, message, at: name.range)
    }

    /// A part of a message: the message has its name in its place.
    func messagePart(from stage: Int, into list: inout NodeList) {
        guard let name = statements.translation?.name else { return }
        defer { state.depth -= 2 }
        guard state.descend(by: 2, at: element.startTag) else { return }
        var inner = self
        inner.around.isInMessage = false
        let body = inner.inside(from: stage)
        let keepsSpace = around.message.keepsSpace
        list.append(.part(MessagePart(name: name.text, keepsSpace: keepsSpace, body: body)))
    }

    /// The content of the source, which may be a message.
    func sourceContent(into list: inout NodeList) {
        guard let translation = statements.translation, let translate = translation.translate
        else { return level.nodes(element.children, into: &list) }
        defer { state.depth -= 1 }
        guard state.descend(by: 1, at: translate.range) else { return }
        var inner = around
        inner.isInMessage = true
        let body = collect { list in
            LevelChecker(state, inner).nodes(element.children, into: &list)
        }
        let message = Message(
            id: translate.text.isEmpty ? nil : translate.text,
            scope: around.message,
            data: translation.data.map { expressions.plan($0) },
            range: translation.data?.whole ?? translate.range,
            body: body
        )
        state.facts.note(message, of: element)
        list.append(.message(message))
    }

    /// The value of a statement as a message.
    func message(of clause: InsertSyntax) -> ExpressionPlan {
        let value = expressions.plan(clause.value)
        if let literal = clause.value.literal {
            let text = String(decoding: literal, as: UTF8.self)
            state.facts.note(text, in: around.message, of: element)
        }
        return ExpressionPlan(
            .message(MessageText(scope: around.message), value),
            clause.value.range,
            mayBeDefault: value.mayBeDefault
        )
    }
}
