// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// Where the statements of a template stand that coverage counts.
struct StatementPlaces: Sendable {
    /// The sites in the order of the source; none is in another one.
    private var sites: [Site] = []

    /// The macros and slots, by the start tags of their elements.
    private var parts: [PartKey: Site] = [:]

    /// A clause of a statement, or a hole.
    struct Site: Sendable, Hashable {
        let statement: CoveragePoint.Statement
        let range: Range<Int>
    }

    private struct PartKey: Hashable {
        let statement: CoveragePoint.Statement
        let tag: Int
    }

    init(of tree: SyntaxTree) {
        var open = tree.children
        while let node = open.popLast() {
            switch node {
            case .text(let text): add(text.pieces)
            case .element(let element):
                add(element)
                open += element.children
            case .verbatim, .dropped, .broken: break
            }
        }
        sites.sort { $0.range.lowerBound < $1.range.lowerBound }
    }

    // MARK: - Finding

    /// The site that an offset is in.
    func site(at offset: Int) -> Site? {
        let next = firstIndex(behind: offset)
        guard next > 0 else { return nil }
        let site = sites[next - 1]
        // An empty expression stands behind all of its clause.
        return offset <= site.range.upperBound ? site : nil
    }

    /// The site that a range begins in, and those that begin in the range.
    func sites(in range: Range<Int>) -> [Site] {
        var found = site(at: range.lowerBound).map { [$0] } ?? []
        var next = firstIndex(behind: range.lowerBound)
        while next < sites.count, sites[next].range.lowerBound < range.upperBound {
            found.append(sites[next])
            next += 1
        }
        return found
    }

    /// The macro or the slot of the element with a start tag.
    func site(of statement: CoveragePoint.Statement, on tag: Range<Int>) -> Site? {
        parts[PartKey(statement: statement, tag: tag.lowerBound)]
    }

    /// The first site that begins behind an offset.
    private func firstIndex(behind offset: Int) -> Int {
        var (first, end) = (0, sites.count)
        while first < end {
            let middle = (first + end) / 2
            if sites[middle].range.lowerBound <= offset { first = middle + 1 } else { end = middle }
        }
        return first
    }

    // MARK: - Reading

    private mutating func add(_ statement: CoveragePoint.Statement, _ range: Range<Int>?) {
        if let range { sites.append(Site(statement: statement, range: range)) }
    }

    private mutating func add(_ pieces: [TextPiece]?) {
        for case .hole(let hole) in pieces ?? [] { add(.interpolation, hole.range) }
    }

    private mutating func add(_ element: ElementSyntax) {
        for attribute in element.attributes where !attribute.isStatement { add(attribute.pieces) }
        guard let statements = element.statements else { return }
        add(.onError, statements.onError?.clause)
        for clause in statements.define {
            let start = clause.keyword?.lowerBound ?? clause.binding.range.lowerBound
            add(.define, start..<clause.binding.value.whole.upperBound)
        }
        add(.condition, statements.condition?.whole)
        add(.repetition, statements.repetition?.clause)
        add(.switchOn, statements.switchOn?.whole)
        add(.caseOf, statements.caseOf?.whole)
        if case .when(let test) = statements.omitTag { add(.omitTag, test.whole) }
        for clause in statements.attributes {
            let start = clause.name?.range.lowerBound ?? clause.range.lowerBound
            add(.attributes, start..<clause.range.upperBound)
        }
        add(.content, statements.content?.clause)
        add(.replace, statements.replace?.clause)
        if let script = element.script?.statements, let first = script.first, let last = script.last
        {
            add(.script, first.range.lowerBound..<last.range.upperBound)
        }
        if let macros = statements.macros { add(macros, element.startTag.lowerBound) }
    }

    private mutating func add(_ macros: MacroStatements, _ tag: Int) {
        add(.useMacro, macros.useMacro?.text.range)
        add(.extendMacro, macros.extendMacro?.text.range)
        let named: [(CoveragePoint.Statement, NamedSyntax?)] = [
            (.defineMacro, macros.defineMacro), (.defineSlot, macros.defineSlot),
            (.fillSlot, macros.fillSlot),
        ]
        for case (let statement, let name?) in named {
            parts[PartKey(statement: statement, tag: tag)] = Site(
                statement: statement,
                range: name.range
            )
        }
    }
}

extension InsertSyntax {
    /// The whole clause, with its keyword.
    fileprivate var clause: Range<Int> {
        (keyword?.lowerBound ?? range.lowerBound)..<range.upperBound
    }
}

extension BindingSyntax {
    /// The names and the expression.
    fileprivate var clause: Range<Int> { range.lowerBound..<value.whole.upperBound }
}
