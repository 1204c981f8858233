// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// Writes the start tags of elements with the attributes that may stay.
struct AttributeSanitizer {
    let options: MarkupSanitizer

    /// An attribute: its name in lower case, and its value with its references resolved.
    typealias Read = (name: String, value: [UInt8])

    /// The start tag of an element; `nil` for one that is nothing without what it lacks.
    func startTag(of element: SanitizedElement, _ attributes: [Read]) -> [UInt8]? {
        var tag = [Byte.less] + element.rawValue.utf8
        var written: Set<String> = []
        for (name, value) in attributes where !written.contains(name) {
            guard let kept = keptValue(of: name, value, on: element) else { continue }
            written.insert(name)
            append(name, kept, to: &tag)
        }
        switch element {
        case .a where !written.contains("href") && !written.contains("id"): return nil
        case .img where !written.contains("src"): return nil
        case .a:
            if let relation = options.linkRelation, written.contains("href") {
                append("rel", Array(relation.utf8), to: &tag)
            }
        default: break
        }
        // XML's way to write it, which HTML's parsers take as well.
        if element.isVoid { tag.append(Byte.slash) }
        tag.append(Byte.greater)
        return tag
    }

    private func append(_ name: String, _ value: [UInt8], to tag: inout [UInt8]) {
        tag.append(Byte.space)
        tag += name.utf8
        tag += "=\"".utf8
        tag += value.escaped(.doubleQuoted)
        tag.append(Byte.quote)
    }

    /// What stays of a value; `nil` where the attribute goes.
    private func keptValue(
        of name: String,
        _ value: [UInt8],
        on element: SanitizedElement
    ) -> [UInt8]? {
        if name == "class" { return classes(in: value) }
        if name == "id" { return options.identifierPrefix.flatMap { identifier(value, $0) } }
        guard let attribute = MarkupSanitizer.Attribute(rawValue: name),
            options.globalAttributes.contains(attribute)
                || options.elements[element]?.contains(attribute) == true
        else { return nil }
        return switch attribute.grammar {
        case .text: value
        case .presence: []
        case .address: address(value, of: attribute)
        case .words(let words): word(value, of: words)
        case .language: value.isLanguage ? value : nil
        case .number(let range): value.isNumber(in: range) ? value : nil
        case .length: value.isLength ? value : nil
        case .numbering: value.count == 1 && "1aAiI".utf8.contains(value[0]) ? value : nil
        }
    }

    private func word(_ value: [UInt8], of words: [String]) -> [UInt8]? {
        let word = String(decoding: value.map(\.asciiLowercased), as: UTF8.self)
        return words.contains(word) ? Array(word.utf8) : nil
    }

    private func classes(in value: [UInt8]) -> [UInt8]? {
        guard !options.classes.isEmpty else { return nil }
        let kept = value.split(whereSeparator: \.isSpace).filter { isAllowed($0) }
        return kept.isEmpty ? nil : Array(kept.joined(separator: [Byte.space]))
    }

    private func isAllowed(_ name: ArraySlice<UInt8>) -> Bool {
        options.classes.contains(String(decoding: name, as: UTF8.self))
            || options.classes.contains { $0.last == "*" && name.starts(with: $0.utf8.dropLast()) }
    }

    private func identifier(_ value: [UInt8], _ prefix: String) -> [UInt8]? {
        guard !value.isEmpty, !value.contains(where: \.isSpace) else { return nil }
        return value.starts(with: prefix.utf8) ? value : prefix.utf8 + value
    }

    private func address(_ value: [UInt8], of attribute: MarkupSanitizer.Attribute) -> [UInt8]? {
        let address = SanitizedAddress(value)
        let isAllowed = address.isAllowed(
            schemes: attribute == .src ? options.imageSchemes : options.schemes,
            hostsWithoutScheme: options.allowsHostsWithoutScheme
        )
        guard isAllowed else { return nil }
        let target = address.bytes.dropFirst()
        guard let prefix = options.identifierPrefix, address.bytes.first == UInt8(ascii: "#"),
            let identifier = identifier(Array(target), prefix)
        else { return Array(address.bytes) }
        return [UInt8(ascii: "#")] + identifier
    }
}

extension MarkupSanitizer.Attribute {
    /// What the values of an attribute look like.
    fileprivate enum Grammar {
        case text
        case presence
        case address
        case words([String])
        case language
        case number(ClosedRange<Int>)

        /// Pixels or a percentage.
        case length

        /// How a list numbers its items.
        case numbering
    }

    fileprivate var grammar: Grammar {
        switch self {
        case .abbr, .alt, .datetime, .title: .text
        case .open, .reversed: .presence
        case .cite, .href, .src: .address
        case .align: .words(["left", "right", "center", "justify"])
        case .dir: .words(["ltr", "rtl", "auto"])
        case .loading: .words(["lazy", "eager"])
        case .scope: .words(["row", "col", "rowgroup", "colgroup"])
        case .type: .numbering
        case .lang: .language
        case .colspan, .rowspan, .span: .number(1...1000)
        case .start, .value: .number(-1_000_000...1_000_000)
        case .height, .width: .length
        }
    }
}

extension [UInt8] {
    fileprivate var isLanguage: Bool {
        count <= 35 && allSatisfy { $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "-") }
    }

    fileprivate func isNumber(in range: ClosedRange<Int>) -> Bool {
        count <= 8 && first != UInt8(ascii: "+")
            && Int(String(decoding: self, as: UTF8.self)).map(range.contains) == true
    }

    fileprivate var isLength: Bool {
        last == UInt8(ascii: "%")
            ? Array(dropLast()).isNumber(in: 0...100) : isNumber(in: 0...9999)
    }
}
