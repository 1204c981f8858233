// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// What the values in an element without markup, as a `<textarea>`, would stand in if its body
/// were markup.
///
/// It is none to a browser, as long as the element is one of HTML there: but a macro can be used
/// in SVG, and tags can be left out. So a value in what looks like an attribute is written so that
/// it would be safe there, too.
struct TextOnlyMarkup {
    private let reading: TextOnlyReading

    /// Whether the element has to be one of HTML, with its tags: as markup of HTML, in which
    /// there are elements without markup again, its body would be another than as that of SVG.
    let needsTags: Bool

    init(of element: ElementSyntax, in source: TemplateSource) {
        reading = TextOnlyReading(of: element, in: source, isInText: true)
        let other = TextOnlyReading(of: element, in: source, isInText: false)
        needsTags = reading.leavesTagOpen || !reading.covers(other)
    }

    /// The elements with tags of their own in what looks like a tag.
    var elementsInTags: [Range<Int>] { reading.elementsInTags }

    /// The value, or the element with statements, that begins at an offset.
    func value(at offset: Int) -> TextOnlyReading.Value? { reading.values[offset] }
}

/// The body of an element without markup, read as markup.
struct TextOnlyReading {
    private let source: TemplateSource
    private var markup: MessageMarkup
    private(set) var values: [Int: Value] = [:]

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

    /// Reads the body as that of SVG, which has no elements without markup, or of HTML.
    init(of element: ElementSyntax, in source: TemplateSource, isInText: Bool) {
        self.source = source
        markup = MessageMarkup(isInText: isInText)
        read(element.children)
        leavesTagOpen = !markup.holdsText
    }

    /// Whether what is written for this reading would be safe in another one, too.
    func covers(_ other: TextOnlyReading) -> Bool {
        !other.leavesTagOpen && other.elementsInTags.isEmpty
            && values.allSatisfy { offset, value in
                other.values[offset].map { value.place.covers($0.place) } ?? true
            }
    }

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
