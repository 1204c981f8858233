// SPDX-License-Identifier: Apache-2.0

import Foundation
import TemplateSyntax

/// What an author is about to write at a place of a template.
enum CursorPlace {
    /// The name of an attribute, as far as it is written.
    case attributeName(Range<Int>, Tag)

    /// The value of a statement, as far as it is written.
    case value(namespace: StatementNamespace, name: String, Range<Int>, Tag)

    /// An expression in a hole, as far as it is written.
    case hole(Range<Int>)

    /// The name of a rule in a comment that switches it off.
    case ruleName(Range<Int>)

    /// The tag that the cursor is in, which may have no end yet.
    struct Tag {
        /// The name as written.
        let name: String

        /// The keys of the attributes that are there.
        let attributes: Set<String>

        /// The namespace that the element belongs to.
        let namespace: StatementNamespace?

        /// From where on the cursor is in it.
        let start: Int
    }

    /// Finds the place of an offset; `nil` where there is nothing to be offered.
    init?(_ template: OpenTemplate, at offset: Int) {
        let reader = CursorReader(template: template, offset: offset)
        guard let place = reader.place else { return nil }
        self = place
    }
}

/// Finds what is around a cursor, in templates that are being written.
private struct CursorReader {
    let template: OpenTemplate
    let offset: Int

    private var bytes: [UInt8] { template.source.bytes }

    var place: CursorPlace? {
        if let comment = commentPlace { return comment }
        let tag = template.tag(at: offset).flatMap { complete($0) } ?? unfinishedTag
        guard let (tag, attribute) = tag else { return hole(from: textStart) }
        switch attribute {
        case .name(let range): return .attributeName(range, tag)
        case .value(let name, let range):
            if let hole = hole(from: range.lowerBound) { return hole }
            guard let (namespace, statement) = statement(name, of: tag) else { return nil }
            return .value(namespace: namespace, name: statement, range, tag)
        }
    }

    private enum Attribute {
        case name(Range<Int>)
        case value(of: String, Range<Int>)
    }

    // MARK: - Tags

    /// A tag that the tree has.
    private func complete(_ element: ElementSyntax) -> (CursorPlace.Tag, Attribute)? {
        guard offset > element.name.upperBound else { return nil }
        let others = element.attributes.filter { !$0.name.contains(offset - 1) }
        let tag = CursorPlace.Tag(
            name: template.source.text(element.name),
            attributes: Set(others.map(\.key)),
            namespace: element.namespace,
            start: element.startTag.lowerBound
        )
        for attribute in element.attributes {
            if let value = attribute.value, value.lowerBound <= offset, offset <= value.upperBound {
                return (tag, .value(of: attribute.key, value.lowerBound..<offset))
            }
            if attribute.name.lowerBound <= offset, offset <= attribute.name.upperBound {
                return (tag, .name(attribute.name.lowerBound..<offset))
            }
        }
        guard bytes[offset - 1].isSpace else { return nil }
        return (tag, .name(offset..<offset))
    }

    /// A tag that has no end yet: the last one that begins before the cursor.
    private var unfinishedTag: (CursorPlace.Tag, Attribute)? {
        let scanner = TagScanner(bytes: bytes)
        var attributes: [ScannedAttribute] = []
        var position = textStart
        while let start = bytes[position..<offset].firstIndex(of: Byte.less) {
            position = start + 1
            guard position < offset, bytes[position].isLetter else { continue }
            let tag = scanner.scanTag(
                at: start,
                name: position,
                before: offset,
                into: &attributes
            )
            guard let tag else {
                return unfinished(start, attributes)
            }
            position = tag.whole.upperBound
        }
        return nil
    }

    private func unfinished(
        _ start: Int,
        _ scanned: [ScannedAttribute]
    ) -> (CursorPlace.Tag, Attribute)? {
        // The last one may be a name that is being written.
        let isWriting = scanned.last.map { $0.value == nil && $0.name.upperBound == offset } == true
        let attributes = isWriting ? scanned.dropLast() : scanned[...]
        let name = bytes[(start + 1)..<offset].prefix { !$0.isSpace && $0 != Byte.slash }
        let last = attributes.last?.whole.upperBound ?? name.endIndex
        guard last < offset, name.endIndex < offset else { return nil }
        let text = template.source.text(name.indices)
        let prefix = text.split(separator: ":").first.map(String.init) ?? ""
        let tag = CursorPlace.Tag(
            name: text,
            attributes: Set(
                attributes.map { template.source.key(template.source.text($0.name)) }
            ),
            namespace: text.contains(":") ? StatementNamespace(rawValue: prefix) : nil,
            start: start
        )
        let rest = bytes[last..<offset]
        guard let equals = rest.firstIndex(of: Byte.equals) else {
            let name = rest.lastIndex(where: \.isSpace).map { $0 + 1 } ?? last
            return (tag, .name(name..<offset))
        }
        let key = bytes[last..<equals].filter { !$0.isSpace }
        let signs = bytes[(equals + 1)..<offset].prefix { byte in
            byte.isSpace || byte == Byte.quote || byte == Byte.apostrophe
        }
        guard signs.contains(where: { !$0.isSpace }) else { return nil }
        let value = signs.firstIndex { !$0.isSpace }.map { $0 + 1 } ?? signs.endIndex
        let attribute = template.source.key(String(decoding: key, as: UTF8.self))
        return (tag, .value(of: attribute, value..<offset))
    }

    private func statement(
        _ key: String,
        of tag: CursorPlace.Tag
    ) -> (StatementNamespace, String)? {
        let parts = key.split(separator: ":", maxSplits: 1).map(String.init)
        if parts.count == 2 {
            return StatementNamespace(rawValue: parts[0]).map { ($0, parts[1]) }
        }
        let data = key.split(separator: "-", maxSplits: 2).map(String.init)
        if data.count == 3, data[0] == "data", let namespace = StatementNamespace(rawValue: data[1])
        {
            return (namespace, data[2])
        }
        return tag.namespace.map { ($0, key) }
    }

    // MARK: - Text

    /// Where the text begins that the cursor is in.
    private var textStart: Int {
        var start = 0
        template.tree.forEachElement { element in
            if element.startTag.upperBound <= offset {
                start = max(start, element.startTag.upperBound)
            }
            if case .tag(let end) = element.end, end.upperBound <= offset {
                start = max(start, end.upperBound)
            }
        }
        return start
    }

    /// The hole that is open at the cursor.
    private func hole(from start: Int) -> CursorPlace? {
        var position = offset
        while position - 2 >= start {
            position -= 1
            switch bytes[position] {
            case UInt8(ascii: "}"): return nil
            case UInt8(ascii: "{") where bytes[position - 1] == UInt8(ascii: "$"):
                let isEscaped = position - 2 >= start && bytes[position - 2] == UInt8(ascii: "$")
                return isEscaped ? nil : .hole(position + 1..<offset)
            default: continue
            }
        }
        return nil
    }

    /// A comment with `talisman:disable` that the cursor is in.
    private var commentPlace: CursorPlace? {
        let line = bytes[..<offset].suffix(200)
        let text = String(decoding: line, as: UTF8.self)
        guard let start = text.range(of: "<!--! talisman:disable ", options: .backwards),
            !text[start.upperBound...].contains("-->")
        else { return nil }
        let word = line.reversed().prefix { byte in
            byte.isLetter || byte == UInt8(ascii: "-")
        }
        return .ruleName(offset - word.count..<offset)
    }
}
