// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

// Start tags whose attributes come from a mapping too.
extension TagChecker {
    /// A start tag whose attributes come from a mapping too, so that
    /// which there are is known only when it is rendered.
    func startTagWithMapping(
        _ clauses: [AttributeClauseSyntax],
        _ hasContent: Bool,
        into list: inout NodeList
    ) {
        list.write(state.source.bytes[element.startTag.lowerBound..<element.name.upperBound])
        let translated = translatedAttributes()
        var set = AttributeSetBuilder(state.source.markup)
        sourceEntries(translated, into: &set)
        for attribute in translated.values.sorted(by: { $0.range.lowerBound < $1.range.lowerBound })
        where attribute.id != nil && !set.has(attribute.key) {
            let value = messageValue(attribute, nil, nil)
            set.set(value, named: attribute.name.text, clause: nil)
        }
        for (index, clause) in clauses.enumerated() {
            let key = clause.name.map { state.source.markup.key($0.text) } ?? ""
            if let name = clause.name, let attribute = translated[key] {
                let original = element.attributes.first { $0.key == attribute.key }
                let value = messageValue(attribute, clause, original)
                set.set(value, named: name.text, clause: index)
                continue
            }
            if let name = clause.name?.text {
                checkPlace(of: clause.value, place(of: name, quote: nil), name)
            }
            let value = expressions.plan(clause.value)
            if let name = clause.name {
                set.set(value, named: name.text, clause: index)
            } else {
                set.addMapping(value, clause: index)
            }
        }
        let range = clauses.first { $0.name == nil }?.range ?? element.startTag
        let messages = translated.mapValues { _ in message }
        list.append(.attributeSet(set.finished(messages, range, element.localName)))
        let end = element.attributes.last?.whole.upperBound ?? element.name.upperBound
        let tail = TagTail(of: element, from: end, in: state.source.bytes)
        tail.write(element, hasContent, state.source.bytes, into: &list)
    }

    /// The attributes of the source, those with holes already computed.
    private func sourceEntries(
        _ translated: [String: TranslatedAttributeSyntax],
        into set: inout AttributeSetBuilder
    ) {
        for attribute in element.attributes where !attribute.isStatement {
            var value: ExpressionPlan?
            if let message = translated[attribute.key] {
                value = messageValue(message, nil, attribute)
            } else if let pieces = attribute.pieces {
                let name = state.source.text(attribute.name)
                let place = place(of: name, quote: attribute.quote)
                let decoded = self.decoded(pieces)
                checkPlace(of: decoded, place, name)
                value = expressions.plan(wholeHole(decoded) ?? .string(decoded), attribute.whole)
            }
            set.add(attribute, state.source, value)
        }
    }

    private func wholeHole(_ pieces: [StringPieceSyntax]) -> ExpressionSyntax.Kind? {
        guard pieces.count == 1, case .hole(let expression, _) = pieces[0] else { return nil }
        return expression.kind
    }
}
