// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

// The bodies of scripts and style sheets.
extension LevelChecker {
    /// Looks at the body of a script or a style sheet: each value in it is written by what it
    /// is in the code.
    func code(_ nodes: [SyntaxNode], in written: ElementSyntax, into list: inout NodeList) {
        let meaning = TextMeaning(of: written, in: state.source)
        var grammar = meaning.grammar
        let known = state.errorCount
        defer {
            if let fault = grammar.fault, state.errorCount == known, let last = nodes.lastHole {
                report(fault, in: written, last)
            }
        }
        for node in nodes {
            switch node {
            case .text(let text): code(text, in: written, &grammar, into: &list)
            case .verbatim(let range), .broken(let range):
                grammar.read(Array(state.source.bytes[range]))
                list.write(state.source.bytes[range])
            case .dropped: continue
            case .element(let child):
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
        into list: inout NodeList
    ) {
        guard let pieces = text.pieces else {
            grammar.read(resolved(text.range, in: written))
            return list.write(state.writtenText(text.range))
        }
        var place = Place(inTextOf: written, state.source)
        let resolved = { range in self.resolved(range, in: written) }
        for piece in pieces {
            switch piece {
            case .literal(let range):
                grammar.read(resolved(range))
                list.write(state.writtenText(range))
            case .escapedHole:
                grammar.read(Array("${".utf8))
                list.write("${".utf8)
            case .hole(let hole):
                place.filter = filter(grammar.filter(before: []), in: written, hole.range)
                let expressions = ExpressionChecker(state, on: around.element)
                list.append(expressions.hole(hole.expression, place))
            }
        }
    }

    /// Text of the code as a browser reads it.
    private func resolved(_ range: Range<Int>, in written: ElementSyntax) -> [UInt8] {
        guard written.vocabulary != .html else { return Array(state.source.bytes[range]) }
        return CharacterReferences(state.source.markup).resolve(range, isValue: false).bytes
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

extension [SyntaxNode] {
    /// The last hole in their text.
    fileprivate var lastHole: Range<Int>? {
        for case .text(let text) in reversed() {
            for case .hole(let hole) in (text.pieces ?? []).reversed() { return hole.range }
        }
        return nil
    }
}

/// What follows the body of a script or a style sheet.
extension TextMeaning {
    fileprivate var grammar: any PlaceGrammar {
        switch filter {
        case .script, .json: ScriptGrammar(value: filter)
        case .styleSheet: SheetPlaces()
        default: FixedPlaces(filter: filter)
        }
    }
}
