// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// Collects the attributes of an element that sets some from a mapping.
struct AttributeSetBuilder {
    private let markup: MarkupSource
    private var values: [ExpressionPlan] = []
    private var entries: [AttributeSet.Entry] = []
    private var mappings: [AttributeSet.Mapping] = []

    init(_ markup: MarkupSource) {
        self.markup = markup
    }

    func has(_ key: String) -> Bool {
        entries.contains { $0.key == key }
    }

    /// Adds an attribute of the source.
    mutating func add(
        _ attribute: AttributeSyntax,
        _ source: TemplateSource,
        _ value: ExpressionPlan?
    ) {
        entries.append(
            .init(
                key: attribute.key,
                name: source.text(attribute.name),
                clause: nil,
                fallback: Array(source.bytes[attribute.whole]),
                quote: attribute.quote ?? Byte.quote,
                value: value.map { number(of: $0) },
                isBare: attribute.value == nil
            )
        )
    }

    /// Gives an attribute a computed value.
    mutating func set(_ value: ExpressionPlan, named name: String, clause: Int?) {
        let key = markup.key(name)
        let index = entries.firstIndex { $0.key == key }
        let original = index.map { entries[$0] }
        let entry = AttributeSet.Entry(
            key: key,
            name: original?.name ?? name,
            clause: clause,
            fallback: original?.fallback ?? [],
            quote: original?.quote ?? Byte.quote,
            value: number(of: value),
            isBare: original?.isBare ?? false
        )
        if let index {
            entries[index] = entry
        } else {
            entries.append(entry)
        }
    }

    mutating func addMapping(_ value: ExpressionPlan, clause: Int) {
        mappings.append(.init(value: number(of: value), clause: clause))
    }

    /// The set, now that all is known.
    func finished(
        _ messages: [String: MessageScope],
        _ range: Range<Int>,
        _ element: String
    ) -> AttributeSet {
        AttributeSet(
            values: values,
            entries: entries,
            mappings: mappings,
            messages: messages,
            range: range,
            element: element
        )
    }

    private mutating func number(of value: ExpressionPlan) -> Int {
        values.append(value)
        return values.count - 1
    }
}
