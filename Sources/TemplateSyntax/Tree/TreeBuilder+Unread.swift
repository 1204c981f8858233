// SPDX-License-Identifier: Apache-2.0

// Where neither statements nor holes are read: what looks like one there is reported, since it
// goes out as it stands.
extension TreeBuilder {
    /// What is passed on without being read.
    enum Unread {
        case comment
        case section
        case instruction
        case declaration
        case endTag
        case code(String)

        /// What reports call it.
        var title: String {
            switch self {
            case .comment: "a comment"
            case .section: "a CDATA section"
            case .instruction: "a processing instruction"
            case .declaration: "a declaration"
            case .endTag: "an end tag"
            case .code(let name): "<\(name)>"
            }
        }

        /// How it is told: comments take statements out on purpose, and code has `${}` of
        /// its own.
        fileprivate var code: Diagnostic.Code {
            switch self {
            case .comment: .commentedOut
            case .section, .instruction, .code: .notRead
            case .declaration, .endTag: .misplacedStatement
            }
        }
    }

    /// Reports what looks like a statement or a hole in a range that is passed on.
    mutating func checkUnread(_ range: Range<Int>, as kind: Unread) {
        guard interpolates || kind.isError else { return }
        checkUnreadStatements(range, as: kind)
        checkHoles(in: range, of: kind)
    }

    /// The same where holes are read; an element is reported at its start tag.
    mutating func checkUnreadStatements(_ range: Range<Int>, as kind: Unread) {
        var position = range.lowerBound
        let signs = StatementSigns(source, scope)
        while let name = signs.next(in: position..<range.upperBound) {
            let place = signs.attribute(name, in: position..<range.upperBound)
            let isEnd = source.bytes[..<name.lowerBound].last == Byte.slash
            if !isEnd || position == range.lowerBound {
                reportUnread("'\(source.text(name))'", "is no statement", kind, at: place)
            }
            position = place.upperBound
        }
    }

    /// What a construct that is passed on is, by how it begins.
    func unreadKind(at start: Int) -> Unread {
        if scanner.hasPrefix("<!--", at: start) { return .comment }
        if scanner.hasPrefix("<![CDATA[", at: start) { return .section }
        if scanner.hasPrefix("<?", at: start) { return .instruction }
        return scanner.hasPrefix("</", at: start) ? .endTag : .declaration
    }

    /// Reports what looks like a statement in text or in the value of an attribute: a `<` or a
    /// quote may be missing before it.
    mutating func checkSigns(in range: Range<Int>, _ place: String, isCertain: Bool = false) {
        let signs = StatementSigns(source, scope)
        var position = range.lowerBound
        while let name = signs.next(in: position..<range.upperBound, isText: !isCertain) {
            let whole = signs.attribute(name, in: position..<range.upperBound)
            let message = "'\(source.text(name))' in \(place) is no statement"
            if isCertain {
                let spaces = MisleadingSpace.notes(range, in: source)
                let notes = spaces.isEmpty ? Self.missingQuote : spaces
                report(.malformedMarkup, message, at: whole, notes: notes)
            } else {
                let notes = source.mode == .text ? Self.plainTags : Self.missingQuote
                warn(
                    .notRead,
                    "\(message), and goes out as it stands",
                    at: whole,
                    notes + [Self.remedy]
                )
            }
            position = whole.upperBound
        }
    }

    /// Warns of `<${name}>`, which is text and no tag.
    mutating func checkTagNames(in pieces: [TextPiece]) {
        for (literal, hole) in zip(pieces, pieces.dropFirst()) {
            guard case .literal(let range) = literal, case .hole(let hole) = hole,
                let last = range.last, source.bytes[last] == Byte.less
            else { continue }
            warn(
                .notRead,
                "'<${…}' begins no tag, and '<' goes out as '&lt;'",
                at: last..<hole.range.upperBound,
                [.init("the name of an element is written in the template")]
            )
        }
    }

    // MARK: - Holes

    private mutating func checkHoles(in range: Range<Int>, of kind: Unread) {
        var literals = TemplateLiterals(source.bytes, from: range.lowerBound)
        let isScript = kind.isScript
        var position = range.lowerBound
        while let start = InterpolationScanner.next(in: source.bytes[position..<range.upperBound]) {
            let end = holeEnd(from: start, in: range)
            position = end
            if start > range.lowerBound, source.bytes[start - 1] == UInt8(ascii: "$") { continue }
            if isScript, literals.hold(start) { continue }
            reportUnread("'${…}'", "is no hole", kind, at: start..<end)
        }
    }

    /// How far a hole that is not read is looked at for its end.
    private static let longestHole = 256

    private func holeEnd(from start: Int, in range: Range<Int>) -> Int {
        let near = source.bytes[start..<min(range.upperBound, start + Self.longestHole)]
        return near.firstIndex(of: UInt8(ascii: "}")).map { $0 + 1 } ?? start + 2
    }

    // MARK: - Reports

    private static let remedy = Diagnostic.Note(
        "meta:interpolation=\"off\" on an element says that it is meant as it stands"
    )

    private static let missingQuote = [
        Diagnostic.Note("a '<' or a quote before it may be missing")
    ]

    private static let plainTags = [
        Diagnostic.Note("in plain text only elements as '<tal:block>' have statements")
    ]

    private mutating func reportUnread(
        _ what: String,
        _ verdict: String,
        _ kind: Unread,
        at range: Range<Int>
    ) {
        let message = "\(what) in \(kind.title) \(verdict)"
        if kind.isError { return report(kind.code, message, at: range) }
        let whole = "\(message), and goes out as it stands"
        warn(kind.code, whole, at: range, kind.code == .commentedOut ? [] : [Self.remedy])
    }

    mutating func warn(
        _ code: Diagnostic.Code,
        _ message: String,
        at range: Range<Int>,
        _ notes: [Diagnostic.Note] = []
    ) {
        let severity = code == .commentedOut ? Diagnostic.Severity.note : .warning
        expressions.diagnostics.append(
            Diagnostic(code, message, at: range, severity: severity, notes: notes)
        )
    }
}

extension TreeBuilder.Unread {
    fileprivate var isError: Bool { code == .misplacedStatement }

    fileprivate var isScript: Bool {
        if case .code("script") = self { true } else { false }
    }
}

/// The template literals of JavaScript, whose `${}` are its own.
private struct TemplateLiterals {
    private let bytes: [UInt8]
    private var position: Int
    private var isOpen = false

    init(_ bytes: [UInt8], from start: Int) {
        self.bytes = bytes
        position = start
    }

    /// Whether one is open at an offset; offsets are asked for in their order.
    mutating func hold(_ offset: Int) -> Bool {
        while position < offset {
            switch bytes[position] {
            case UInt8(ascii: "`"): isOpen.toggle()
            case UInt8(ascii: "\\"): position += 1
            default: break
            }
            position += 1
        }
        return isOpen
    }
}
