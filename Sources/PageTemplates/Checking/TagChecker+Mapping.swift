// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

// Start tags whose attributes come from a mapping too, so that which there are is known only
// when they are rendered.
extension TagChecker {
    /// The mappings among clauses; `nil` where there are none.
    func mappings(among clauses: [AttributeClauseSyntax]) -> [AttributeSet.Mapping]? {
        guard clauses.contains(where: { $0.name == nil }) else { return nil }
        return clauses.enumerated().compactMap { index, clause in
            guard clause.name == nil else { return nil }
            return .init(value: expressions.plan(clause.value), clause: index)
        }
    }

    /// The attributes of an element, each of which a mapping may replace.
    func attributeSet(
        _ attributes: TagAttributes,
        _ mappings: [AttributeSet.Mapping]
    ) -> AttributeSet {
        let entries = attributes.all.map { attribute in
            var list = NodeList()
            look(at: attribute, into: &list)
            return AttributeSet.Entry(
                key: attribute.key,
                clause: attribute.clause?.index,
                gap: attribute.gap,
                form: form(of: attribute.name, attribute.original),
                body: list.finished
            )
        }
        let mapping = element.statements?.attributes.first { $0.name == nil }
        return AttributeSet(
            entries: entries,
            mappings: mappings,
            messages: translatedAttributes(reports: false).mapValues { _ in message },
            range: mapping?.range ?? element.startTag,
            owner: owner,
            prefixes: element.prefixes
        )
    }
}
