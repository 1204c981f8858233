// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// What the values in an element without markup, as a `<textarea>`, would stand in if its body
/// were markup.
///
/// It is none to a browser, as long as the element is one of HTML there: but a macro can be used
/// in SVG, and tags can be left out. So a value in what looks like an attribute is written so that
/// it would be safe there, too.
struct TextOnlyMarkup {
    private let source: TemplateSource
    private var markup = MessageMarkup(isInText: true)
    private var values: [Int: Value] = [:]

    /// The elements with tags of their own in what looks like a tag.
    private(set) var elementsInTags: [Range<Int>] = []

    /// Where a value stands.
    struct Value {
        let place: MessageMarkup.Place

        /// The template's own text behind it.
        var following: [UInt8] = []
    }

    /// Whether what follows the element would be in a tag.
    private(set) var leavesTagOpen = false

    init(of element: ElementSyntax, in source: TemplateSource) {
        self.source = source
        read(element.children)
        leavesTagOpen = !markup.holdsText
        // Without its tags the element would leave what follows it in a tag.
        if element.statements?.omitTag != nil, leavesTagOpen {
            elementsInTags.append(element.startTag)
        }
    }

    /// The value, or the element with statements, that begins at an offset.
    func value(at offset: Int) -> Value? { values[offset] }

    private mutating func read(_ nodes: [SyntaxNode]) {
        for node in nodes {
            switch node {
            case .text(let text): read(text.pieces ?? [.literal(text.range)])
            case .verbatim(let range), .broken(let range): markup.read(source.bytes[range])
            case .dropped: continue
            case .element(let element): read(element)
            }
        }
    }

    private mutating func read(_ pieces: [TextPiece]) {
        for (index, piece) in pieces.enumerated() {
            switch piece {
            case .literal(let range): markup.read(source.bytes[range])
            case .escapedHole: markup.read("${".utf8)
            case .hole(let hole):
                var value = Value(place: markup.placeInText)
                if index + 1 < pieces.count, case .literal(let range) = pieces[index + 1] {
                    value.following = Array(source.bytes[range])
                }
                values[hole.range.lowerBound] = value
                markup.readValue()
            }
        }
    }

    private mutating func read(_ element: ElementSyntax) {
        let start = element.startTag.lowerBound
        values[start] = Value(place: markup.placeInText)
        let isInTag = !markup.holdsText
        let statements = element.statements
        let isReplaced = statements?.replace != nil || statements?.content != nil
        if isReplaced { markup.readValue() } else { read(element.children) }
        // What may be there or not, or comes from elsewhere, can neither begin nor end a tag.
        let isValue = isReplaced && element.namespace != nil && statements?.macros == nil
        let isDoubtful = isInTag && !isValue || !isInTag && !markup.holdsText
        if isDoubtful { elementsInTags.append(element.startTag) }
    }
}
