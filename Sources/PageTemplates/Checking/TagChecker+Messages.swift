// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

// Attributes that are translated.
extension TagChecker {
    /// The attributes of an element that are translated, by their keys.
    ///
    /// One with an id needs no value in the source: the element gets it.
    func translatedAttributes(reports: Bool = true) -> [String: TranslatedAttributeSyntax] {
        var attributes: [String: TranslatedAttributeSyntax] = [:]
        let clauses = element.statements?.attributes ?? []
        for attribute in element.statements?.translation?.attributes ?? [] {
            let exists = element.attributes.contains { !$0.isStatement && $0.key == attribute.key }
            let isSet = clauses.contains { clause in
                guard let name = clause.name else { return true }
                return state.source.markup.key(name.text) == attribute.key
            }
            guard exists || isSet || attribute.id != nil else {
                if reports { warnOfMissing(attribute) }
                continue
            }
            attributes[attribute.key] = attribute
        }
        return attributes
    }

    private func warnOfMissing(_ attribute: TranslatedAttributeSyntax) {
        let keys = element.attributes.filter { !$0.isStatement }.map(\.key)
        state.warn(
            .noEffect,
            "the element has no attribute '\(attribute.name.text)' to translate",
            at: attribute.range,
            notes: TemplateError.Note.nearest(attribute.name.text, among: keys)
        )
    }

    /// An attribute that is translated: the value that a statement gives it, or that of
    /// the source.
    func translatedAttribute(
        _ translated: TranslatedAttributeSyntax,
        _ attribute: TagAttribute,
        into list: inout NodeList
    ) {
        let form = form(of: attribute.name, attribute.original)
        let value = messageValue(
            translated,
            attribute.clause?.syntax,
            attribute.original,
            form.place
        )
        var fallback = NodeList()
        // The text of the source is a part of the message, unless it is computed.
        if value.mayBeDefault, let original = attribute.original {
            staticAttribute(original, into: &fallback)
        }
        whole(
            value,
            form,
            attribute.clause?.syntax.range ?? translated.range,
            fallback.finished,
            into: &list
        )
    }

    /// The message that is the value of an attribute.
    private func messageValue(
        _ attribute: TranslatedAttributeSyntax,
        _ clause: AttributeClauseSyntax?,
        _ original: AttributeSyntax?,
        _ place: Place
    ) -> ExpressionPlan {
        var text = MessageText(id: attribute.id?.text, scope: message)
        var computed: ExpressionPlan?
        if let original {
            computed = readText(of: original, into: &text, place)
        } else if clause == nil {
            text.text = attribute.id?.text
        }
        let value = clause.map { clause in
            for literal in clause.value.literals {
                let literal = String(decoding: literal, as: UTF8.self)
                let text = MessageText(id: text.id, text: literal, scope: message)
                state.facts.note(text, attribute, of: element)
            }
            let plan = expressions.plan(clause.value)
            return placed(clause.value, plan, place, attribute.name.text)
        }
        checkMessage(text, computed, attribute, place)
        text.isAuthors =
            place.filter != .none && value == nil && computed == nil && text.names.isEmpty
        if value == nil, computed == nil, !text.names.isEmpty { text.meaning = place.meaning }
        let isShown = clause.map { state.saysDefault($0.value.range) } ?? true
        if isShown, original != nil || attribute.id != nil {
            state.facts.note(text, attribute, of: element)
        }
        let made = value ?? computed
        return ExpressionPlan(
            .message(text, made),
            clause?.range ?? attribute.range,
            mayBeDefault: text.text == nil && made?.mayBeDefault == true
        )
    }

    /// Reports values in code that is translated as a whole.
    private func checkMessage(
        _ text: MessageText,
        _ computed: ExpressionPlan?,
        _ attribute: TranslatedAttributeSyntax,
        _ place: Place
    ) {
        let isCode = [.handler, .document, .style, .styleValue].contains(place.meaning)
        guard isCode, !text.names.isEmpty || computed != nil else { return }
        state.report(
            .unsafePlace,
            "data in '\(attribute.name.text)', which is translated",
            at: attribute.range,
            notes: [.init(AttributeMeaning.codeRemedy)]
        )
    }

    /// Reads the text of an attribute in the source: one whose holes are only
    /// variables has names in their places, any other one is computed.
    private func readText(
        of attribute: AttributeSyntax,
        into text: inout MessageText,
        _ place: Place
    ) -> ExpressionPlan? {
        guard let pieces = attribute.pieces.map({ decoded($0) }) else {
            text.text = attribute.decodedValue(in: state.source.markup)
            return nil
        }
        let places = places(of: pieces, in: place, state.source.text(attribute.name))
        var bytes: [UInt8] = []
        for piece in pieces {
            switch piece {
            case .literal(let literal, _):
                bytes += literal
            case .hole(let hole, _):
                guard let name = hole.variableName else {
                    return placed(expressions.plan(.string(pieces), attribute.whole), places)
                }
                text.names.append((name, expressions.plan(hole)))
                bytes += "${\(name)}".utf8
            }
        }
        text.text = String(decoding: bytes, as: UTF8.self)
        return nil
    }

    /// The pieces of an attribute with the text that its literals stand for.
    func decoded(_ pieces: [TextPiece]) -> [StringPieceSyntax] {
        pieces.map { piece in
            let piece = piece.stringPiece(state.source.bytes)
            guard case .literal(let bytes, let range) = piece else { return piece }
            let text = MarkupSource(bytes, state.source.markup.mode)
            return .literal(CharacterReferences(text).resolve(bytes.indices).bytes, range)
        }
    }
}

extension TextPiece {
    /// The piece as one of a text.
    func stringPiece(_ source: [UInt8]) -> StringPieceSyntax {
        switch self {
        case .literal(let range): .literal(Array(source[range]), range)
        case .escapedHole(let range): .literal(Array("${".utf8), range)
        case .hole(let hole): .hole(hole.expression, hole.range)
        }
    }
}
