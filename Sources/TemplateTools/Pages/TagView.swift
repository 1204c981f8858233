// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// The attributes of an element as a page gets them.
struct TagView {
    let element: ElementSyntax
    let source: MarkupSource

    /// What is known of an attribute before a render.
    enum Value: Equatable {
        case absent

        /// The text, its character references as they stand.
        case literal(String)

        /// It is there, or may be, with a value that only a render knows.
        case computed
    }

    /// The attribute of a name in lower case.
    func value(of key: String) -> Value {
        let clauses = element.statements?.attributes ?? []
        let isSet = clauses.contains { $0.name == nil || source.key($0.name?.text ?? "") == key }
        guard !isSet else { return .computed }
        guard let attribute = attribute(key) else { return .absent }
        guard attribute.pieces == nil else { return .computed }
        return .literal(attribute.value.map { source.text($0) } ?? "")
    }

    /// Whether the attribute is there, or may be.
    func has(_ key: String) -> Bool { value(of: key) != .absent }

    /// The attribute that the source has.
    func attribute(_ key: String) -> AttributeSyntax? {
        element.attributes.first { !$0.isStatement && $0.key == key }
    }

    /// Where reports point: at the value of an attribute, or at the start of the tag.
    func place(of key: String) -> Range<Int> { attribute(key)?.value ?? start }

    /// The start of the tag, `<name`.
    var start: Range<Int> { element.startTag.lowerBound..<element.name.upperBound }

    /// Whether it is an element of HTML with one of these names.
    func isHTML(_ names: String...) -> Bool {
        element.vocabulary == .html && names.contains(element.localName)
    }
}
