// SPDX-License-Identifier: Apache-2.0

import PageTemplates

/// A language that nobody speaks: texts keep readable, get accents, and are a third longer.
///
/// What stays plain in such a page is not translatable, and what is cut off has no room for
/// languages with longer words.
struct PseudoLanguage: TemplateTranslator {
    /// Its tag, which stands before the language that the texts are made of.
    static let tag = "qps-ploc"

    /// Where the texts come from; `nil` for the templates alone.
    let texts: (any TemplateTranslator)?

    func translation(of message: TemplateMessage, into languages: [String]) throws -> String? {
        guard languages.first == Self.tag else {
            return try texts?.translation(of: message, into: languages)
        }
        let found = try texts?.translation(of: message, into: Array(languages.dropFirst()))
        return Self.text(found ?? message.defaultText ?? message.id)
    }

    /// A text in the language; tags, references and names of values stay as they are.
    static func text(_ text: String) -> String {
        var result = ""
        var letters = 0
        var rest = text[...]
        while let first = rest.first {
            if let kept = keptPrefix(of: rest) {
                result += kept
                rest = rest[kept.endIndex...]
                continue
            }
            if first.isLetter { letters += 1 }
            result.append(accents[first] ?? first)
            rest.removeFirst()
        }
        guard letters > 0 else { return text }
        let padding = repeatElement("one two three ", count: 1 + letters / 40).joined()
            .prefix(max(2, letters / 3))
        let filler = String(padding.map { accents[$0] ?? $0 }).trimmingSpace
        let last = result.lastIndex { !$0.isWhitespace }
        let end = last.map { result.index(after: $0) } ?? result.endIndex
        let start = result.leadingSpace
        let body = result[start.endIndex..<end]
        return "\(start)[\(body) \(filler)]\(result[end...])"
    }

    /// What a text begins with that is no text: a tag, a reference or the name of a value.
    private static func keptPrefix(of text: Substring) -> Substring? {
        let end: Substring.Index?
        switch text.first {
        case "<": end = text.firstIndex(of: ">").map { text.index(after: $0) }
        case "&":
            let name = text.dropFirst().prefix { $0.isLetter || $0.isNumber || $0 == "#" }
            let isReference = !name.isEmpty && text[name.endIndex...].first == ";"
            end = isReference ? text.index(after: name.endIndex) : nil
        case "$" where text.dropFirst().first == "{":
            end = text.firstIndex(of: "}").map { text.index(after: $0) }
        case "$":
            let name = text.dropFirst().prefix { $0.isLetter || $0.isNumber || $0 == "_" }
            end = name.isEmpty ? nil : name.endIndex
        default: end = nil
        }
        return end.map { text[..<$0] }
    }

    private static let accents: [Character: Character] = Dictionary(
        uniqueKeysWithValues: zip(
            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
            "áƀçđéƒğĥíĵķłɱñóþǫřšţúṽŵẋýžÁƁÇĐÉƑĞĤÍĴĶŁṀÑÓÞǪŘŠŢÚṼŴẊÝŽ"
        )
    )
}

extension StringProtocol {
    fileprivate var leadingSpace: SubSequence { prefix { $0.isWhitespace } }

    fileprivate var trimmingSpace: String {
        split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
