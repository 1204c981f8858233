// SPDX-License-Identifier: Apache-2.0

@testable import TemplateSyntax

/// What is true of every tree, whatever its source looks like.
struct SyntaxLaws {
    let tree: SyntaxTree
    let options: SyntaxOptions
    private let references: CharacterReferences

    init(_ source: MarkupSource, _ options: SyntaxOptions = SyntaxOptions()) {
        self.init(of: SyntaxTree(parsing: source, options), options)
    }

    init(of tree: SyntaxTree, _ options: SyntaxOptions = SyntaxOptions()) {
        self.tree = tree
        self.options = options
        references = CharacterReferences(tree.source)
    }

    /// The laws that the tree breaks, each with the place.
    var violations: [String] {
        let places = tree.places
        var found = tree.written == tree.source.bytes ? [] : ["the slices are not the source"]
        if !tree.coversSource { found.append("the slices have gaps or overlap") }
        check(places, &found)
        found += diagnosticViolations
        var hasGaps = false
        places.visit { hasGaps = hasGaps || Self.gaps.contains($0.what) }
        if hasGaps, !tree.hasErrors { found.append("a gap without an error") }
        if tree.diagnostics.isEmpty { reread(places, &found) }
        return found
    }

    /// What stands for something that could not be read.
    private static let gaps: Set<String> = ["expression broken", "missing"]

    /// Whether the source gives the same tree and diagnostics once more.
    var isRepeatable: Bool {
        let again = SyntaxTree(parsing: tree.source, options)
        return again.places == tree.places
            && again.diagnostics.map(\.line) == tree.diagnostics.map(\.line)
    }

    /// How many places there are.
    var placeCount: Int {
        var count = 0
        tree.places.visit { _ in count += 1 }
        return count
    }

    // MARK: - Ranges

    private func check(_ place: Place, _ found: inout [String]) {
        var position = place.range.lowerBound
        for part in place.parts {
            if part.range.lowerBound < position {
                found.append("\(name(part)) begins before \(position), in \(name(place))")
            }
            position = max(position, part.range.upperBound)
        }
        let isEscaped = isEscaped(place)
        for part in place.parts + place.overlays {
            if !place.range.encloses(part.range) {
                found.append("\(name(part)) is not inside of \(name(place))")
            }
            check(isEscaped ? part.unread : part, &found)
        }
        if place.what == "text" { checkCover(place, &found) }
        checkSpelling(of: place, &found)
    }

    /// The pieces of a text are all of it.
    private func checkCover(_ text: Place, _ found: inout [String]) {
        let ends = [text.range.lowerBound] + text.parts.map(\.range.upperBound)
        let starts = text.parts.map(\.range.lowerBound) + [text.range.upperBound]
        if ends != starts { found.append("pieces do not cover \(name(text))") }
    }

    private func name(_ place: Place) -> String { "\(place.what) at \(place.range)" }

    // MARK: - Texts

    private func checkSpelling(of place: Place, _ found: inout [String]) {
        guard let spelled = place.spelled, isReadable(place) else { return }
        let texts = decodings(of: place.range)
        let names = [tree.source.text(place.range)] + texts
        let isRight =
            switch spelled {
            case .exactly(let text): texts.contains(text)
            case .name(let name): names.contains { tree.source.key($0) == tree.source.key(name) }
            case .ending(let name):
                names.contains { tree.source.key($0).hasSuffix(tree.source.key(name)) }
            }
        if !isRight { found.append("\(name(place)) is \(texts.last ?? ""), not \(spelled)") }
    }

    /// Whether the source is spelled as the tree says: the prefix of `exists('…')`
    /// stands nowhere.
    private func isReadable(_ place: Place) -> Bool {
        !(place.range.isEmpty && place.what == "prefix")
            && place.range.upperBound <= tree.source.bytes.count
    }

    /// What a range of the source may mean: in a value or in text, in a clause or
    /// outside of clauses.
    private func decodings(of range: Range<Int>) -> [String] {
        [true, false].flatMap { isValue in
            let text = references.resolve(range, isValue: isValue).text
            return text.contains(";;") ? [text, text.replacing(";;", with: ";")] : [text]
        }
    }

    // MARK: - Diagnostics

    private var diagnosticViolations: [String] {
        let whole = 0..<tree.source.bytes.count
        return tree.diagnostics.flatMap { diagnostic in
            let ranges = [diagnostic.range] + diagnostic.notes.compactMap(\.range)
            let edits = diagnostic.fixes.flatMap(\.edits).map(\.range)
            return (ranges + edits).filter { !whole.encloses($0) || !isBetweenScalars($0) }
                .map { "'\(diagnostic.message)' points to \($0)" }
        }
    }

    /// Whether a range cuts no scalar in two.
    private func isBetweenScalars(_ range: Range<Int>) -> Bool {
        [range.lowerBound, range.upperBound].allSatisfy { offset in
            offset == tree.source.bytes.count || !UTF8.isContinuation(tree.source.bytes[offset])
        }
    }

    // MARK: - Reading again

    private func reread(_ place: Place, _ found: inout [String]) {
        if let expression = place.expression {
            let kinds = decodings(of: place.range, as: expression.isValue).map { text in
                kind(of: text, behind: expression.prefix)
            }
            if !kinds.contains(expression.kind) {
                found.append("\(name(place)) alone is \(kinds), not \(expression.kind)")
            }
        }
        if isEscaped(place) { return }
        for part in place.parts + place.overlays { reread(part, &found) }
    }

    /// Whether escapes of a literal stand between the source and an expression.
    private func isEscaped(_ place: Place) -> Bool {
        place.what == "python tales" && decodings(of: place.range).contains { $0.contains("\\") }
    }

    private func decodings(of range: Range<Int>, as isValue: Bool) -> [String] {
        let text = references.resolve(range, isValue: isValue).text
        return [text, text.replacing(";;", with: ";")]
    }

    /// The kind of an expression, or of the node behind a prefix that was added.
    private func kind(of text: String, behind prefix: String) -> String {
        var reader = ExpressionReader(options)
        let bytes = Array((prefix + text).utf8)
        let expression = reader.read(SourceText(bytes: bytes, range: 0..<bytes.count, origins: []))
        guard !prefix.isEmpty, case .python(let node) = expression.kind else {
            return expression.kind.title
        }
        return node.kind.title
    }
}

extension Range<Int> {
    fileprivate func encloses(_ other: Range<Int>) -> Bool {
        lowerBound <= other.lowerBound && other.upperBound <= upperBound
    }
}

extension Diagnostic {
    /// All that it says, in one line.
    var line: String {
        let notes = notes.map { "\($0.message) \($0.range.map { "\($0)" } ?? "")" }
        let fixes = fixes.map { fix in
            "\(fix.title) \(fix.edits.map { "\($0.range) \($0.text)" })"
        }
        return "\(severity) \(code.rawValue) \(range) \(message) \(notes) \(fixes)"
    }
}
