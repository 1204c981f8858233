// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// The lines of a source that hold nothing but tags that are never written and comments that
/// are dropped: of them nothing goes out.
///
/// A repeated element that begins a line and ends one has its line for itself, in each round:
/// what its rounds are joined by is neither before nor behind the loop then.
struct StatementLines {
    private let bytes: [UInt8]

    /// What never goes out with the lines that it stands on, in its order.
    private var unwritten: [Range<Int>] = []
    private var repeated: [ElementSyntax] = []

    /// White space that is not written where it stands, in its order.
    private var dropped: [Range<Int>] = []
    private var loops: [SyntaxID: LoopLine] = [:]

    init(of tree: SyntaxTree) {
        bytes = tree.source.bytes
        collect(tree.children)
        let trimmed = trimLines()
        for element in repeated { addLoop(element, trimmed) }
        dropped.sort { $0.lowerBound < $1.lowerBound }
    }

    /// What of a text is written.
    func kept(of range: Range<Int>) -> [Range<Int>] {
        var kept: [Range<Int>] = []
        var start = range.lowerBound
        var index = firstDropped(behind: start)
        while index < dropped.count, dropped[index].lowerBound < range.upperBound {
            kept.append(start..<max(start, dropped[index].lowerBound))
            start = dropped[index].upperBound
            index += 1
        }
        if start < range.upperBound { kept.append(start..<range.upperBound) }
        return kept
    }

    /// The line of a repeated element; `nil` where it has none for itself.
    func line(of element: ElementSyntax) -> LoopLine? { loops[element.id] }

    private func firstDropped(behind offset: Int) -> Int {
        var (low, high) = (0, dropped.count)
        while low < high {
            let middle = (low + high) / 2
            if dropped[middle].upperBound <= offset { low = middle + 1 } else { high = middle }
        }
        return low
    }

    // MARK: - The source

    private mutating func collect(_ nodes: [SyntaxNode]) {
        for node in nodes {
            switch node {
            case .text, .verbatim, .broken: continue
            case .dropped(let range): unwritten.append(range)
            case .element(let element): collect(element)
            }
        }
    }

    private mutating func collect(_ element: ElementSyntax) {
        if element.statements?.repetition != nil { repeated.append(element) }
        guard element.hasUnwrittenTags else { return collect(element.children) }
        if element.statements?.script != nil, let end = element.endTag {
            return unwritten.append(element.startTag.lowerBound..<end.upperBound)
        }
        unwritten.append(element.startTag)
        collect(element.children)
        if case .tag(let range) = element.end { unwritten.append(range) }
    }

    // MARK: - Lines

    /// Drops the white space of lines with nothing that is written; says what starts there.
    private mutating func trimLines() -> Set<Int> {
        var trimmed: Set<Int> = []
        var index = 0
        while index < unwritten.count {
            let first = index
            var spaces = lineStart(before: unwritten[first].lowerBound).map { [$0] }
            var end = unwritten[index].upperBound
            while let next = unwritten[(index + 1)...].first,
                next.lowerBound == endOfBlanks(from: end)
            {
                spaces?.append(end..<next.lowerBound)
                end = next.upperBound
                index += 1
            }
            if let spaces, let lineEnd = lineEnd(behind: end) {
                dropped += (spaces + [lineEnd]).filter { !$0.isEmpty }
                trimmed.formUnion(unwritten[first...index].map(\.lowerBound))
            }
            index += 1
        }
        return trimmed
    }

    private mutating func addLoop(_ element: ElementSyntax, _ trimmed: Set<Int>) {
        // What stands for an element that fails has no line end.
        guard element.statements?.onError == nil, let end = element.endTag else { return }
        let start = element.startTag.lowerBound
        let isTrimmed = (begin: trimmed.contains(start), end: trimmed.contains(end.lowerBound))
        let none = end.upperBound..<end.upperBound
        let line = isTrimmed.end ? none : lineEnd(behind: end.upperBound)
        let isEnded = isTrimmed.end || line.map { bytes[$0].last == Byte.newline } == true
        guard isTrimmed.begin || isEnded,
            let begins = isTrimmed.begin ? start..<start : lineStart(before: start)
        else { return }
        let ends = isEnded ? line ?? none : none
        loops[element.id] = LoopLine(indentation: Array(bytes[begins]), end: Array(bytes[ends]))
        dropped += [begins, ends].filter { !$0.isEmpty }
    }

    /// The indentation before something that begins a line.
    private func lineStart(before offset: Int) -> Range<Int>? {
        let text = bytes[..<offset].lastIndex { $0 != Byte.space && $0 != Byte.tab }
        guard let text else { return 0..<offset }
        return bytes[text] == Byte.newline ? text + 1..<offset : nil
    }

    /// The white space up to the next line, if there is nothing else.
    private func lineEnd(behind offset: Int) -> Range<Int>? {
        let end = endOfBlanks(from: offset)
        guard end < bytes.count else { return offset..<end }
        let hasReturn = bytes[end] == Byte.carriageReturn
        let newline = hasReturn ? end + 1 : end
        guard newline < bytes.count, bytes[newline] == Byte.newline else { return nil }
        return offset..<newline + 1
    }

    private func endOfBlanks(from offset: Int) -> Int {
        bytes[offset...].firstIndex { $0 != Byte.space && $0 != Byte.tab } ?? bytes.count
    }
}

/// What each round of a loop has around its element.
struct LoopLine {
    /// The indentation, and the line end before it where the rounds are joined by it.
    var indentation: [UInt8] = []

    /// The line end behind it, where the line belongs to the loop.
    var end: [UInt8] = []
}

extension ElementSyntax {
    /// Whether its tags are left out in any case, and no value stands for them.
    fileprivate var hasUnwrittenTags: Bool {
        guard namespace != nil || statements?.leavesOutTags == true else { return false }
        return statements?.isValue != true
    }

    /// The end tag, or the tag that is one too.
    fileprivate var endTag: Range<Int>? {
        switch end {
        case .tag(let range): range
        case .void, .selfClosed: startTag
        case .implied, .missing: nil
        }
    }
}

extension Statements {
    fileprivate var leavesOutTags: Bool {
        if case .always? = omitTag { return true }
        return script?.isElement == true
    }

    /// Whether a value or a message stands for the element.
    fileprivate var isValue: Bool {
        content != nil || replace != nil || translation?.translate != nil
            || translation?.name != nil
    }
}
