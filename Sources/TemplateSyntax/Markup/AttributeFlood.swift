// SPDX-License-Identifier: Apache-2.0

/// Finds a tag with more attributes than a template may have, before libxml2 reads it.
///
/// libxml2 compares each attribute of a tag with all before it, so that a tag with many
/// thousands of them takes seconds.
struct AttributeFlood {
    /// How large a source is that can be slow; below, nothing is looked for.
    private static let leastSize = 16 << 10

    private let source: MarkupSource
    private let limit: Int
    private let scanner: MarkupScanner
    private let tags: TagScanner

    init(_ source: MarkupSource, limit: Int) {
        self.source = source
        self.limit = limit
        scanner = MarkupScanner(bytes: source.bytes, mode: source.mode)
        tags = TagScanner(bytes: source.bytes)
    }

    /// `<` and the name of the first such tag.
    ///
    /// What follows a tag or a comment without an end is not looked at.
    func first() -> Range<Int>? {
        guard source.bytes.count >= Self.leastSize else { return nil }
        var scanned: [ScannedAttribute] = []
        var position = 0
        while let start = scanner.nextMarkup(from: position) {
            switch scanner.construct(at: start) {
            case .text, .endTag: position = start + 1
            case .verbatim(let end): position = end
            case .unterminated: return nil
            case .startTag:
                let tag = tags.scanTag(at: start, name: start + 1, into: &scanned)
                if scanned.count > limit { return start..<nameEnd(from: start + 1) }
                guard let tag else { return nil }
                position = behind(tag)
            }
        }
        return nil
    }

    /// Where markup goes on behind a start tag: behind the text of a script or a style.
    private func behind(_ tag: ScannedTag) -> Int {
        let end = tag.whole.upperBound
        guard source.mode == .html, source.bytes[tag.name.lowerBound] | 0x20 == UInt8(ascii: "s")
        else { return end }
        let name = source.key(source.text(tag.name))
        guard HTMLElementRule.rule(for: name).content == .rawText else { return end }
        return RawText(bytes: source.bytes).end(of: name, from: end) ?? source.bytes.count
    }

    private func nameEnd(from start: Int) -> Int {
        let bytes = source.bytes[start...]
        let end = bytes.firstIndex { $0.isSpace || $0 == Byte.slash || $0 == Byte.greater }
        return end ?? source.bytes.count
    }
}
