// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

// The bodies of scripts and style sheets.
extension LevelChecker {
    /// Looks at the body of a script or a style sheet: each value in it is written by what it
    /// is in the code.
    func code(_ nodes: [SyntaxNode], in written: ElementSyntax, into list: inout NodeList) {
        var places = CodePlaces(of: written, in: state.source)
        let known = state.errorCount
        defer {
            if let fault = places.fault, state.errorCount == known, let last = nodes.lastHole {
                report(fault, in: written, last)
            }
        }
        for node in nodes {
            switch node {
            case .text(let text): code(text, in: written, &places, into: &list)
            case .verbatim(let range), .broken(let range):
                places.read(Array(state.source.bytes[range]))
                list.write(state.source.bytes[range])
            case .dropped: continue
            case .element(let child):
                element(child, in: written, isClosed: true, into: &list)
                places.readUnknown()
            }
        }
    }

    private func code(
        _ text: TextSyntax,
        in written: ElementSyntax,
        _ places: inout CodePlaces,
        into list: inout NodeList
    ) {
        guard let pieces = text.pieces else {
            places.read(resolved(text.range, in: written))
            return list.write(state.writtenText(text.range))
        }
        var place = Place(inTextOf: written, state.source)
        let resolved = { range in self.resolved(range, in: written) }
        for piece in pieces {
            switch piece {
            case .literal(let range):
                places.read(resolved(range))
                list.write(state.writtenText(range))
            case .escapedHole:
                places.read(Array("${".utf8))
                list.write("${".utf8)
            case .hole(let hole):
                place.filter = filter(places.filter(), in: written, hole.range)
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

/// Follows the body of a script or a style sheet from piece to piece.
struct CodePlaces {
    private var grammar: Grammar

    private enum Grammar {
        case script(ScriptPlaces, isJSON: Bool)
        case sheet(SheetPlaces)

        /// What is known to be safe only where somebody vouches for it.
        case vouched(PlaceFilter)
    }

    init(of element: ElementSyntax, in source: TemplateSource) {
        let filter = TextMeaning(of: element, in: source).filter
        grammar =
            switch filter {
            case .script: .script(ScriptPlaces(), isJSON: false)
            case .json: .script(ScriptPlaces(), isJSON: true)
            case .styleSheet: .sheet(SheetPlaces())
            default: .vouched(filter)
            }
    }

    /// Reads on in the code.
    mutating func read(_ literal: [UInt8]) {
        switch grammar {
        case .script(var places, let isJSON):
            places.read(literal)
            grammar = .script(places, isJSON: isJSON)
        case .sheet(var places):
            places.read(literal)
            grammar = .sheet(places)
        case .vouched: break
        }
    }

    /// Something stands here that only a render knows.
    mutating func readUnknown() {
        switch grammar {
        case .script: grammar = .vouched(.code)
        case .sheet: grammar = .vouched(.styleSheet)
        case .vouched: break
        }
    }

    /// Why a value that stands before is not safe after all.
    var fault: UnsafePlace? {
        switch grammar {
        case .sheet(let places): places.unsafe
        case .script, .vouched: nil
        }
    }

    /// The filter of a value that stands here, or why none can.
    mutating func filter() -> Result<PlaceFilter, UnsafePlace> {
        switch grammar {
        case .script(var places, let isJSON):
            defer { grammar = .script(places, isJSON: isJSON) }
            return places.filter().map { isJSON && $0 == .script ? .json : $0 }
        case .sheet(var places):
            defer { grammar = .sheet(places) }
            return places.filter()
        case .vouched(let filter): return .success(filter)
        }
    }
}
