// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// Writes markup that no parser has to repair.
///
/// Blocks hold blocks or lines, and lines hold phrases; a phrase never holds a block. Where a
/// block begins or ends within phrases, these end before it, and begin anew at the next text,
/// as parsers do. So an element is written with text in it or not at all.
struct SanitizedWriter {
    /// An element of a line that is open.
    struct Phrase {
        let element: SanitizedElement
        let tag: [UInt8]

        /// How many blocks were open around it when it began.
        var level: Int

        var wasWritten = false
    }

    private var output: [UInt8] = []
    private let maximumDepth: Int

    /// The open blocks, which are all written.
    private(set) var blocks: [SanitizedElement] = []

    /// The open phrases.
    private var phrases: [Phrase] = []

    /// How many of them are written and not ended.
    private var writtenPhrases = 0

    /// How many bytes of phrases may yet be written again: the output stays in proportion.
    private var reopening: Int

    /// Whether tags went that kept two words apart.
    private var isSeparated = false

    /// Whether the text so far ends in the middle of a line, and not in space.
    private var endsInWord = false

    /// Where the content of a `pre` begins.
    ///
    /// Parsers skip a line end there, and some do not in the cell of a table: so none is written.
    private var contentOfPre: Int?

    init(maximumDepth: Int, reopening: Int) {
        self.maximumDepth = maximumDepth
        self.reopening = reopening
    }

    mutating func finish() -> [UInt8] {
        pop(to: 0)
        endPhrases(from: 0)
        return output
    }

    // MARK: What is read

    mutating func appendText(_ text: [UInt8]) {
        guard let first = text.first, let last = text.last else { return }
        let isSpace = text.allSatisfy(\.isSpace)
        if isInGrid {
            // Space between cells is where parsers leave it.
            guard !isSpace else {
                output += text
                return
            }
            openCell()
        }
        separateWords(before: first)
        let reopens = phrases[writtenPhrases...].contains(where: \.wasWritten)
        if !isSpace || !reopens { openPhrases() }
        let isFirstOfPre = contentOfPre == output.count
        output += (isFirstOfPre ? text.withoutLeadingLineEnds : text).escaped(.text)
        endsInWord = !last.isSpace
    }

    /// Begins an element; without a tag it only ends what it would have ended.
    mutating func start(_ element: SanitizedElement, _ tag: [UInt8]?) {
        switch element.role {
        case .sign: appendSign(element, tag)
        case .phrase: startPhrase(element, tag)
        case .rule, .paragraph, .line, .wrapper, .block, .item, .part:
            guard let tag, makeRoom(for: element) else { return separate() }
            append(element, tag)
        }
    }

    mutating func end(_ element: SanitizedElement) {
        switch element.role {
        case .sign, .rule: break
        case .phrase: endPhrase(element)
        case .paragraph, .line, .wrapper, .block, .item, .part:
            guard let index = openBlock(endedBy: element) else { return separate() }
            pop(to: index)
        }
    }

    /// Notes that a block's tag goes: words around it are to stay two.
    mutating func separate() { isSeparated = true }

    // MARK: Phrases

    private mutating func appendSign(_ element: SanitizedElement, _ tag: [UInt8]?) {
        guard let tag else {
            if element == .br { separate() }
            return
        }
        if isInGrid { openCell() }
        separateWords(before: Byte.less)
        openPhrases()
        output += tag
        endsInWord = element != .br
    }

    private mutating func startPhrase(_ element: SanitizedElement, _ tag: [UInt8]?) {
        // A link ends the one that it stands in, and a ruby text the one before it.
        if element == .a { endPhrase(.a) }
        guard let tag, blocks.count + phrases.count < maximumDepth else { return }
        if !element.wholes.isEmpty {
            let whole = phrases.lastIndex { element.wholes.contains($0.element) }
            guard let whole else { return }
            endPhrases(from: whole + 1)
            phrases.removeSubrange((whole + 1)...)
        }
        phrases.append(Phrase(element: element, tag: tag, level: blocks.count))
    }

    private mutating func endPhrase(_ element: SanitizedElement) {
        guard let index = phrases.lastIndex(where: { $0.element == element }) else { return }
        endPhrases(from: index)
        let inner = phrases[(index + 1)...].filter(\.element.outlivesBlocks)
        phrases.replaceSubrange(index..., with: inner)
    }

    /// Writes the end tags of phrases, which stay open.
    private mutating func endPhrases(from index: Int) {
        guard index < writtenPhrases else { return }
        for phrase in phrases[index..<writtenPhrases].reversed() { appendEnd(phrase.element) }
        writtenPhrases = index
    }

    /// Writes the start tags of open phrases, as far as limits let them.
    private mutating func openPhrases() {
        while writtenPhrases < phrases.count {
            let phrase = phrases[writtenPhrases]
            let cost = phrase.wasWritten ? phrase.tag.count : 0
            guard cost <= reopening, blocks.count + writtenPhrases < maximumDepth else {
                phrases.removeSubrange(writtenPhrases...)
                return
            }
            reopening -= cost
            output += phrase.tag
            phrases[writtenPhrases].wasWritten = true
            writtenPhrases += 1
        }
    }

    // MARK: Blocks

    /// Writes a start tag where it may stand.
    mutating func append(_ element: SanitizedElement, _ tag: [UInt8]) {
        endPhrases(from: 0)
        output += tag
        if !element.isVoid { blocks.append(element) }
        isSeparated = false
        endsInWord = false
        contentOfPre = element == .pre ? output.count : nil
    }

    /// Ends what an element cannot stand in; says whether it may stand then.
    private mutating func makeRoom(for element: SanitizedElement) -> Bool {
        switch element.role {
        case .item:
            guard let whole = whole(of: element) else { return false }
            pop(to: whole + 1)
        case .part:
            return makeRoomInTable(for: element)
        default:
            if isInGrid { openCell() }
            guard endLine(before: element) else { return false }
        }
        return element.isVoid || blocks.count + element.levels <= maximumDepth
    }

    /// Ends an open line before a block, but not before one that says less than the line.
    private mutating func endLine(before element: SanitizedElement) -> Bool {
        guard let line = blocks.last, line.isParagraph || line.isLine else { return true }
        if line.isLine, element.isPlain { return false }
        pop(to: blocks.count - 1)
        return true
    }

    /// The list that an item belongs to, through what its tag ends.
    private func whole(of item: SanitizedElement) -> Int? {
        for index in blocks.indices.reversed() {
            let block = blocks[index]
            if item.wholes.contains(block) { return index }
            // A group of a description list.
            if block == .div, index > 0, item.wholes == [.dl], blocks[index - 1] == .dl {
                return index
            }
            guard block.wholes == item.wholes || block.isPlain || block.isLine else { return nil }
        }
        return nil
    }

    /// The block that an end tag ends, with all that is in it.
    private func openBlock(endedBy element: SanitizedElement) -> Int? {
        for index in blocks.indices.reversed() {
            let block = blocks[index]
            if block == element || block.isHeading && element.isHeading { return index }
            if block == .table || block.isCell && !element.isOfTables { return nil }
            if element.isItem, element.wholes.contains(block) { return nil }
        }
        return nil
    }

    mutating func pop(to count: Int) {
        while blocks.count > count {
            endPhrases(from: 0)
            let depth = blocks.count
            let block = blocks.removeLast()
            appendEnd(block)
            phrases.removeAll {
                $0.level >= depth && (block.isCell || !$0.element.outlivesBlocks)
            }
            for index in phrases.indices where phrases[index].level >= depth {
                phrases[index].level = depth - 1
            }
            isSeparated = false
            endsInWord = false
        }
    }

    private mutating func appendEnd(_ element: SanitizedElement) {
        output += "</".utf8
        output += element.rawValue.utf8
        output.append(Byte.greater)
    }

    private mutating func separateWords(before next: UInt8) {
        if isSeparated, endsInWord, !next.isSpace { output.append(Byte.newline) }
        isSeparated = false
    }
}

extension [UInt8] {
    fileprivate var withoutLeadingLineEnds: [UInt8] { Array(drop { $0 == Byte.newline }) }
}
