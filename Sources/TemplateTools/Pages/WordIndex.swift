// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// Where the words of a template's expressions stand.
///
/// It knows no grammar, so that nothing that an expression may read is missed, be it of a type
/// that only an application knows; what looks like a step of a path is left out.
struct WordIndex {
    /// The offsets of each word, in the order of reading.
    private var offsets: [String: [Int]] = [:]

    /// The names of macros and the like, with their hyphens.
    private(set) var names: Set<String> = []

    private let source: MarkupSource

    /// Whether `a/b` may be a division everywhere.
    private let defaultsToPython: Bool

    init(of tree: SyntaxTree, _ options: SyntaxOptions) {
        source = tree.source
        defaultsToPython = options.defaultsToPython
        add(tree.children)
    }

    /// Whether a word stands within a range, and outside of another one.
    func has(_ word: String, in range: Range<Int>, outside: Range<Int>) -> Bool {
        offsets[word]?.contains { range.contains($0) && !outside.contains($0) } ?? false
    }

    /// Where a word stands.
    func places(of word: String) -> [Int] { offsets[word] ?? [] }

    /// Whether a word stands anywhere.
    func has(_ word: String) -> Bool { offsets[word] != nil }

    /// The statements whose values are names, or texts for translators.
    private static let others: Set<String> = [
        "define-macro", "define-slot", "fill-slot", "translate", "name", "domain", "context",
        "comment", "source", "target", "ignore", "ignore-attributes", "interpolation",
    ]

    private mutating func add(_ nodes: [SyntaxNode]) {
        for node in nodes {
            switch node {
            case .text(let text): add(text.pieces)
            case .element(let element): add(element)
            // What looks like a statement there is not read, and reported as that.
            case .verbatim(let range) where source.hasSigns(in: range): add(range)
            case .verbatim, .dropped, .broken: break
            }
        }
    }

    private mutating func add(_ pieces: [TextPiece]?) {
        for case .hole(let hole) in pieces ?? [] { add(hole.range) }
    }

    private mutating func add(_ element: ElementSyntax) {
        for attribute in element.attributes { add(attribute.pieces) }
        for statement in element.statements?.spelled ?? []
        where !Self.others.contains(statement.name.text)
            && !(statement.namespace == .i18n && statement.name.text == "attributes")
        {
            if let value = element.attributes[statement.attribute].value { add(value) }
        }
        if element.script != nil {
            add(element.range)
        } else {
            add(element.children)
        }
    }

    /// Adds the words of a range of the source.
    private mutating func add(_ range: Range<Int>) {
        let isPython = defaultsToPython || source.text(range).contains("python")
        var position = range.lowerBound
        while position < range.upperBound {
            let word = source.bytes[position..<range.upperBound].prefix(while: \.isNameByte)
            guard let first = word.first, !first.isDigit else {
                position += max(word.count, 1)
                continue
            }
            let text = source.text(word.indices)
            if !isStep(position, in: range, isPython) {
                offsets[text, default: []].append(position)
            }
            let name = source.bytes[position..<range.upperBound].prefix { byte in
                byte.isNameByte || byte == UInt8(ascii: "-")
            }
            names.insert(text)
            if name.count > word.count { names.insert(source.text(name.indices)) }
            position = word.endIndex
        }
    }

    /// Whether a word is the step of a path, or the member of a value.
    private func isStep(_ position: Int, in range: Range<Int>, _ isPython: Bool) -> Bool {
        guard position > range.lowerBound else { return false }
        let before = source.bytes[position - 1]
        return before == UInt8(ascii: ".") || before == UInt8(ascii: "/") && !isPython
    }
}

extension MarkupSource {
    /// Whether something in a range looks like a statement or a hole.
    fileprivate func hasSigns(in range: Range<Int>) -> Bool {
        let text = text(range)
        return text.contains("${") || text.contains("<tal:") || text.contains(" tal:")
    }
}
