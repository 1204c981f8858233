// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// The attributes that an element has in the page, in their order: the source's, then those
/// of clauses, then those that are translated by an id.
struct TagAttributes {
    private(set) var all: [TagAttribute] = []

    /// What the source has behind the last attribute that is written.
    private(set) var gap: [UInt8] = []

    /// Where the last attribute of the source ends.
    private(set) var end: Int

    init(
        _ element: ElementSyntax,
        _ translated: [String: TranslatedAttributeSyntax],
        _ source: TemplateSource
    ) {
        end = element.name.upperBound
        var clauses: [String: TagAttribute.Clause] = [:]
        var names: [String] = []
        for (index, clause) in (element.statements?.attributes ?? []).enumerated() {
            guard let name = clause.name else { continue }
            let key = source.markup.key(name.text)
            if clauses[key] == nil { names.append(key) }
            clauses[key] = .init(name: name.text, index: index, syntax: clause)
        }
        var seen: Set<String> = []
        for attribute in element.attributes {
            gap += source.bytes[end..<attribute.whole.lowerBound]
            end = attribute.whole.upperBound
            guard !attribute.isStatement else { continue }
            let (key, name) = (attribute.key, source.text(attribute.name))
            let (message, clause) = (translated[key], clauses[key])
            let isNew = seen.insert(key).inserted
            guard isNew || message == nil && clause == nil else { continue }
            add(.init(key, name, clause, message, attribute))
        }
        for key in names where seen.insert(key).inserted {
            guard let clause = clauses[key] else { continue }
            add(.init(key, clause.name, clause, translated[key], nil))
        }
        for message in element.statements?.translation?.attributes ?? []
        where message.id != nil && translated[message.key] != nil {
            guard seen.insert(message.key).inserted else { continue }
            add(.init(message.key, message.name.text, nil, message, nil))
        }
    }

    private mutating func add(_ attribute: TagAttribute) {
        var attribute = attribute
        attribute.gap = gap
        gap = []
        all.append(attribute)
    }
}

/// An attribute and all that sets it, mappings aside.
struct TagAttribute {
    let key: String

    /// The name as the source spells it, or a statement.
    let name: String
    let clause: Clause?
    let message: TranslatedAttributeSyntax?

    /// The attribute of the source.
    let original: AttributeSyntax?

    /// What the source has between it and the attribute before it.
    fileprivate(set) var gap: [UInt8] = []

    struct Clause {
        let name: String

        /// Its place among the clauses of the statement.
        let index: Int
        let syntax: AttributeClauseSyntax
    }

    fileprivate init(
        _ key: String,
        _ name: String,
        _ clause: Clause?,
        _ message: TranslatedAttributeSyntax?,
        _ original: AttributeSyntax?
    ) {
        self.key = key
        self.name = name
        self.clause = clause
        self.message = message
        self.original = original
    }
}
