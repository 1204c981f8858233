// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

// The bodies of scripts and style sheets.
extension LevelChecker {
    /// Looks at the body of a script or a style sheet: each value in it is written by what it
    /// is in the code.
    func code(_ nodes: [SyntaxNode], in written: ElementSyntax, into list: inout NodeList) {
        let meaning = TextMeaning(of: written, in: state.source)
        // What stands in a part of the body, which may be written or not, nobody knows to be
        // safe.
        let isWhole = nodes.first?.start == written.children.first?.start
        var grammar = isWhole ? meaning.grammar : FixedPlaces(filter: meaning.filter.vouchedOnly)
        let known = state.errorCount
        let holdsData = nodes.contains(where: \.mayHoldData)
        if nodes.lastHole != nil { checkEntities(in: nodes, of: written) }
        defer {
            if let fault = grammar.fault, state.errorCount == known, let last = nodes.lastHole {
                report(fault, in: written, last)
            }
        }
        for node in nodes {
            switch node {
            case .text(let text):
                code(text, in: written, &grammar, holdsData: holdsData, into: &list)
            case .verbatim(let range), .broken(let range):
                grammar.read(characters(of: range, in: written))
                list.write(state.source.bytes[range])
            case .dropped: continue
            case .element(let child):
                checkMacros(of: child, in: written)
                element(child, in: written, isClosed: true, into: &list)
                // Only a render knows what stands here.
                grammar = FixedPlaces(filter: meaning.filter.vouchedOnly)
            }
        }
    }

    private func code(
        _ text: TextSyntax,
        in written: ElementSyntax,
        _ grammar: inout any PlaceGrammar,
        holdsData: Bool,
        into list: inout NodeList
    ) {
        let hasReferences = written.vocabulary != .html
        guard let pieces = text.pieces else {
            grammar.read(resolved(text.range, in: written))
            let bytes = state.writtenText(text.range)
            // A value may come behind a comment or a part that may be left out.
            guard hasReferences, holdsData else { return list.write(bytes) }
            state.checkReference(at: text.range, "<\(written.localName)>")
            return list.write(state.beforeValue(bytes))
        }
        var place = Place(inTextOf: written, state.source)
        let resolved = { range in self.resolved(range, in: written) }
        if hasReferences {
            state.checkReferences(in: pieces, "<\(written.localName)>")
            if case .literal(let last)? = pieces.last {
                state.checkReference(at: last, "<\(written.localName)>")
            }
        }
        for (index, piece) in pieces.enumerated() {
            switch piece {
            case .literal(let range):
                grammar.read(resolved(range))
                let bytes = state.writtenText(range)
                list.write(hasReferences ? state.beforeValue(bytes) : bytes)
            case .escapedHole:
                grammar.read(Array("${".utf8))
                list.write("${".utf8)
            case .hole(let hole):
                let following = FollowingText(behind: index, of: pieces) { piece in
                    switch piece {
                    case .literal(let range): resolved(range)
                    case .escapedHole: Array("${".utf8)
                    case .hole: nil
                    }
                }
                place.filter = filter(grammar.filter(before: following), in: written, hole.range)
                let expressions = ExpressionChecker(state, on: around.element)
                list.append(expressions.hole(hole.expression, place))
            }
        }
    }

    /// Reports entities in any of the texts of code that holds data.
    private func checkEntities(in nodes: [SyntaxNode], of written: ElementSyntax) {
        for case .text(let text) in nodes {
            let pieces = text.pieces ?? [.literal(text.range)]
            state.checkEntities(in: pieces, "<\(written.localName)>")
        }
    }

    /// Text of the code as a browser reads it.
    private func resolved(_ range: Range<Int>, in written: ElementSyntax) -> [UInt8] {
        guard written.vocabulary != .html else { return Array(state.source.bytes[range]) }
        return CharacterReferences(state.source.markup).resolve(range, isValue: false).bytes
    }

    /// What code has of a section: its characters, and nothing of a comment or an instruction,
    /// which in HTML are code like all else.
    private func characters(of range: Range<Int>, in written: ElementSyntax) -> [UInt8] {
        let bytes = state.source.bytes[range]
        guard written.vocabulary != .html else { return Array(bytes) }
        let (start, end) = (Array("<![CDATA[".utf8), Array("]]>".utf8))
        guard bytes.starts(with: start), bytes.count >= start.count + end.count else { return [] }
        return Array(bytes.dropFirst(start.count).dropLast(end.count))
    }

    /// Reports what other parts of a page put into code, whose places nobody knows.
    private func checkMacros(of child: ElementSyntax, in written: ElementSyntax) {
        guard let macros = child.statements?.macros else { return }
        let use =
            macros.useMacro?.value.range ?? macros.extendMacro?.value.range
            ?? macros.defineSlot?.range
        guard let use else { return }
        state.report(
            .unsafePlace,
            "a macro or a slot in <\(written.localName)>",
            at: use,
            notes: [.init("let the macro have the whole element")]
        )
    }

    private func filter(
        _ found: Result<PlaceFilter, UnsafePlace>,
        in written: ElementSyntax,
        _ range: Range<Int>
    ) -> PlaceFilter {
        switch found {
        case .success(let filter): return filter
        case .failure(let unsafe):
            report(unsafe, in: written, range)
            return .none
        }
    }

    private func report(_ unsafe: UnsafePlace, in written: ElementSyntax, _ range: Range<Int>) {
        let message = "data in <\(written.localName)> \(unsafe.place)"
        state.report(.unsafePlace, message, at: range, notes: [.init(unsafe.remedy)])
    }
}

extension SyntaxNode {
    /// Where it begins.
    fileprivate var start: Int {
        switch self {
        case .text(let text): text.range.lowerBound
        case .verbatim(let range), .dropped(let range), .broken(let range): range.lowerBound
        case .element(let element): element.startTag.lowerBound
        }
    }
}

extension SyntaxNode {
    /// Whether it has a hole, or is an element, which may have one.
    fileprivate var mayHoldData: Bool {
        switch self {
        case .element: true
        case .text(let text): text.pieces != nil
        case .verbatim, .dropped, .broken: false
        }
    }
}

extension [SyntaxNode] {
    /// The last hole in their text.
    fileprivate var lastHole: Range<Int>? {
        for case .text(let text) in reversed() {
            for case .hole(let hole) in (text.pieces ?? []).reversed() { return hole.range }
        }
        return nil
    }
}

extension TextMeaning {
    /// What follows the body of a script or a style sheet.
    fileprivate var grammar: any PlaceGrammar {
        switch filter {
        case .script, .json: ScriptGrammar(value: filter)
        case .styleSheet: SheetPlaces()
        default: FixedPlaces(filter: filter)
        }
    }
}
