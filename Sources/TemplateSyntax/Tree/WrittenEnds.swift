// SPDX-License-Identifier: Apache-2.0

/// The elements of a page of HTML that have the end tags that they could leave out.
///
/// Such an end tag counts where the source is well nested: all elements in between have
/// theirs, too, or can leave them out.
struct WrittenEnds {
    private struct Element {
        let name: String
        let start: Int
        let rule: HTMLElementRule
    }

    private let bytes: [UInt8]
    private let scanner: MarkupScanner
    private let tags: TagScanner
    private let reader: AttributeReader
    private var scanned: [ScannedAttribute] = []
    private var starts: Set<Int> = []

    private var open: [Element] = []

    /// The indices of the open elements of each name, so that no end tag is looked for long.
    private var indices: [String: [Int]] = [:]

    /// The indices of those that need their end tags.
    private var required: [Int] = []

    /// The indices of those that most end tags do not reach over.
    private var barriers: [Int] = []

    /// Reads the whole source.
    init(_ source: MarkupSource) {
        bytes = source.bytes
        scanner = MarkupScanner(bytes: bytes, mode: source.mode)
        tags = TagScanner(bytes: bytes)
        reader = AttributeReader(source: source)
        var position = 0
        while let start = scanner.nextMarkup(from: position) {
            position = read(at: start)
        }
    }

    /// Whether the element whose start tag is at an offset has its end tag.
    func areOfElement(at start: Int) -> Bool {
        starts.contains(start)
    }

    /// Reads what the `<` at an offset begins, and returns where that ends.
    private mutating func read(at start: Int) -> Int {
        switch scanner.construct(at: start) {
        case .text: return start + 1
        case .verbatim(let end): return end
        case .unterminated: return bytes.count
        case .startTag:
            let tag = tags.scanTag(at: start, name: start + 1, into: &scanned)
            return tag.map { begin($0) } ?? bytes.count
        case .endTag:
            let tag = tags.scanTag(at: start, name: start + 2, into: &scanned)
            if let tag { end(reader.key(tag.name)) }
            return tag?.whole.upperBound ?? bytes.count
        }
    }

    private mutating func begin(_ tag: ScannedTag) -> Int {
        let name = reader.key(tag.name)
        let rule = HTMLElementRule.rule(for: name)
        let end = tag.whole.upperBound
        if tag.isSelfClosing { return end }
        switch rule.content {
        case .void: return end
        case .plainText: return bytes.count
        case .rawText, .escapableText:
            return RawText(bytes: bytes).end(of: name, from: end) ?? bytes.count
        case .markup: break
        }
        indices[name, default: []].append(open.count)
        if rule.optionalEnd.isEmpty { required.append(open.count) }
        if rule.isBarrier { barriers.append(open.count) }
        open.append(Element(name: name, start: tag.whole.lowerBound, rule: rule))
        return end
    }

    private mutating func end(_ name: String) {
        guard let index = indices[name]?.last else { return }
        let element = open[index]
        if !element.rule.reachesOverBarriers, let barrier = barriers.last, barrier > index {
            return
        }
        if !element.rule.optionalEnd.isEmpty {
            if let inner = required.last, inner > index { return }
            starts.insert(element.start)
        }
        while open.count > index { close() }
    }

    private mutating func close() {
        let element = open.removeLast()
        indices[element.name]?.removeLast()
        if required.last == open.count { required.removeLast() }
        if barriers.last == open.count { barriers.removeLast() }
    }
}
