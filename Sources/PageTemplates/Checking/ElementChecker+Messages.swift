// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

// Contents that are messages, and parts of messages.
extension ElementChecker {
    /// A part of a message: the message has its name in its place.
    func messagePart(from stage: Int, into list: inout NodeList) {
        guard let name = statements.translation?.name else { return }
        if Place(inTextOf: outer, state.source).context == .code {
            state.report(.unsafePlace, "a part of a message in code", at: name.range)
        }
        defer { state.depth -= 2 }
        guard state.descend(by: 2, at: element.startTag) else { return }
        var inner = self
        inner.around.isInMessage = false
        let body = inner.inside(from: stage)
        let keepsSpace = around.message.keepsSpace
        list.append(
            .part(
                MessagePart(
                    name: name.text,
                    keepsSpace: keepsSpace,
                    site: element.site,
                    body: body
                )
            )
        )
    }

    /// The content of the source, which may be a message.
    func sourceContent(into list: inout NodeList) {
        guard let translation = statements.translation, let translate = translation.translate
        else { return level.nodes(element.children, in: written, into: &list) }
        if let hole = onlyHole { return append(hole, into: &list) }
        defer { state.depth -= 1 }
        guard state.descend(by: 1, at: translate.range) else { return }
        var inner = around
        inner.isInMessage = true
        let body = collect { list in
            LevelChecker(state, inner).nodes(element.children, in: written, into: &list)
        }
        let place = Place(inTextOf: written, state.source)
        if place.context == .code, let data = translation.data {
            state.report(
                .unsafePlace,
                "data of a message in <\(place.element ?? "")>",
                at: data.whole,
                notes: [.init("translate the text where a script reads it, in a 'data-' attribute")]
            )
        }
        let message = Message(
            id: translate.text.isEmpty ? nil : translate.text,
            scope: around.message,
            data: translation.data.map { expressions.plan($0) },
            place: place.ofMessage,
            range: translation.data?.whole ?? translate.range,
            body: body
        )
        state.facts.note(message, of: element, in: state.source)
        list.append(.message(message))
    }

    /// The value of a statement as a message.
    func message(of expression: ExpressionSyntax) -> ExpressionPlan {
        let value = expressions.plan(expression)
        for literal in expression.literals {
            let text = String(decoding: literal, as: UTF8.self)
            state.facts.note(text, in: around.message, of: element)
        }
        return ExpressionPlan(
            .message(MessageText(scope: around.message), value),
            expression.range,
            mayBeDefault: value.mayBeDefault
        )
    }

    /// A hole whose value is the message.
    private func append(_ hole: ExpressionSyntax, into list: inout NodeList) {
        let value = message(of: hole)
        let inner = Place(inTextOf: written, state.source)
        let place = state.place(inner, in: written, at: hole.whole)
        list.append(
            .hole(
                Hole(
                    value: value,
                    place: place,
                    isStructure: false,
                    translates: true,
                    otherwise: value.mayBeDefault ? place.nothing : nil
                )
            )
        )
    }

    /// The hole that is all of a content to be translated: Chameleon looks up what it becomes, as
    /// Zope does for `tal:content`.
    private var onlyHole: ExpressionSyntax? {
        let translation = statements.translation
        guard state.configuration.dialect.looksUpHoles,
            translation?.translate?.text.isEmpty == true, translation?.data == nil,
            element.children.count == 1, case .text(let text) = element.children[0],
            Place(inTextOf: written, state.source).context != .code
        else { return nil }
        var holes: [ExpressionSyntax] = []
        for piece in text.pieces ?? [] {
            switch piece {
            case .literal(let range):
                guard state.source.bytes[range].allSatisfy(\.isSpace) else { return nil }
            case .hole(let hole): holes.append(hole.expression)
            case .escapedHole: return nil
            }
        }
        return holes.count == 1 && holes[0].structured == nil ? holes[0] : nil
    }
}
