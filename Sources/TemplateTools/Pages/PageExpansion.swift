// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import TemplateSyntax

/// The elements that a page writes, with macros in the places of their uses and fillers in those
/// of their slots, in the order of the page.
///
/// Whatever a render alone knows is left out: what `structure` inserts, and macros that come from
/// variables, whose fillers stand here as if each had a condition.
struct PageExpansion {
    /// An element of the page.
    struct Placed {
        let tag: TagView

        /// The template that it stands in by the name that references use; `nil` for the page's.
        let file: String?

        /// Where the page uses the macro that the element comes from.
        let call: Range<Int>?

        /// The element around it.
        let parent: Int?

        /// The innermost condition or loop around it.
        let guardIndex: Int?

        /// Whether its tags are written whenever its content is.
        let isCertain: Bool
    }

    /// What may keep an element from being written, or write it more than once.
    struct Guard {
        let isLoop: Bool
        let outer: Int?
    }

    private(set) var elements: [Placed] = []
    private var guards: [Guard] = []
    private let page: LintPage

    /// How many elements were looked at, written or not: macros can use each other.
    private var visited = 0

    /// How deep macros are followed, and how many elements of a page are looked at.
    private static let deepest = 24
    private static let largest = 50_000

    /// Where the walk is.
    private struct Place {
        var file: String?
        var call: Range<Int>?
        var parent: Int?
        var guardIndex: Int?
        var fillers: [String: Filler] = [:]
        var depth = 0
    }

    /// What fills a slot, and where it was written.
    private final class Filler {
        let element: ElementSyntax
        let place: Place

        init(_ element: ElementSyntax, _ place: Place) {
            self.element = element
            self.place = place
        }
    }

    init(of page: LintPage) {
        self.page = page
        guard page.own.source.mode == .html else { return }
        walk(page.own.tree.children, Place())
    }

    // MARK: - Questions

    /// The elements around one, the innermost first.
    func ancestors(of index: Int) -> some Sequence<Placed> {
        sequence(first: elements[index]) { element in element.parent.map { elements[$0] } }
            .dropFirst()
    }

    /// Whether whenever one of two elements is written, the other one is too.
    func areTogether(_ one: Int, _ other: Int) -> Bool {
        let (first, second) = (guards(around: one), guards(around: other))
        return first.isSuperset(of: second) || second.isSuperset(of: first)
    }

    /// Whether an element is written in every round of a loop.
    func isRepeated(_ index: Int) -> Bool {
        elements[index].guardIndex.map { guards[$0].isLoop } ?? false
    }

    private func guards(around index: Int) -> Set<Int> {
        guard let innermost = elements[index].guardIndex else { return [] }
        return Set(sequence(first: innermost) { guards[$0].outer })
    }

    // MARK: - The walk

    private mutating func walk(_ nodes: [SyntaxNode], _ place: Place) {
        for case .element(let element) in nodes { walk(element, place) }
    }

    /// Adds an element, with what is in it; it is entered where somebody uses the macro or the
    /// filler that it is.
    private mutating func walk(_ element: ElementSyntax, _ place: Place, isEntered: Bool = false) {
        guard visited < Self.largest else { return }
        visited += 1
        let statements = element.statements
        let macros = statements?.macros
        if !isEntered, let slot = macros?.defineSlot, let filler = place.fillers[slot.text] {
            return fill(with: filler, place)
        }
        var place = place
        if statements?.condition != nil || statements?.caseOf != nil { enter(&place) }
        if statements?.repetition != nil { enter(&place, isLoop: true) }
        if !isEntered, macros?.defineMacro != nil { enter(&place) }
        if let use = macros?.useMacro ?? macros?.extendMacro {
            return expand(use, of: element, place, isExtension: macros?.useMacro == nil)
        }
        if let replace = statements?.replace {
            guard replace.mayLeave(in: page.entry(place.file)) else { return }
            enter(&place)
        }
        write(element, &place)
        if let content = statements?.content {
            guard content.mayLeave(in: page.entry(place.file)) else { return }
            enter(&place)
        }
        walk(element.children, place)
    }

    private mutating func enter(_ place: inout Place, isLoop: Bool = false) {
        guards.append(Guard(isLoop: isLoop, outer: place.guardIndex))
        place.guardIndex = guards.count - 1
    }

    /// Adds an element, if its tags are written.
    private mutating func write(_ element: ElementSyntax, _ place: inout Place) {
        let statements = element.statements
        if case .always? = statements?.omitTag { return }
        guard element.namespace == nil, statements?.script == nil,
            let entry = page.entry(place.file)
        else { return }
        elements.append(
            Placed(
                tag: TagView(element: element, source: entry.source.markup),
                file: place.file,
                call: place.call,
                parent: place.parent,
                guardIndex: place.guardIndex,
                isCertain: statements?.omitTag == nil
            )
        )
        place.parent = elements.count - 1
    }

    private mutating func fill(with filler: Filler, _ place: Place) {
        var inner = filler.place
        inner.parent = place.parent
        inner.guardIndex = place.guardIndex
        inner.depth = place.depth + 1
        guard inner.depth < Self.deepest else { return }
        walk(filler.element, inner, isEntered: true)
    }

    /// Puts a macro in the place of its use.
    private mutating func expand(
        _ use: MacroUseSyntax,
        of element: ElementSyntax,
        _ place: Place,
        isExtension: Bool
    ) {
        guard place.depth < Self.deepest else { return }
        var fillers: [String: Filler] = [:]
        collectFillers(in: element.children, place, into: &fillers)
        if isExtension { fillers.merge(place.fillers) { $1 } }
        let target = page.checked.target(ofUseAt: use.text.range, in: place.file)
        var inner = place
        inner.depth += 1
        guard case .known(let name, let macro) = target, let entry = page.entry(name) else {
            for filler in fillers.values.sorted(by: { $0.element.id.number < $1.element.id.number })
            {
                var lone = filler.place
                (lone.parent, lone.guardIndex, lone.depth) = (nil, place.guardIndex, inner.depth)
                enter(&lone)
                walk(filler.element, lone, isEntered: true)
            }
            return
        }
        inner.fillers = fillers
        inner.file = entry === page.own ? nil : name
        inner.call = place.call ?? (place.file == nil ? use.text.range : nil)
        if let macro, let element = entry.macros[macro] {
            walk(element, inner, isEntered: true)
        } else if macro == nil {
            walk(entry.tree.children, inner)
        }
    }

    /// The fillers in the content of a macro's use, those of inner uses aside.
    private func collectFillers(
        in nodes: [SyntaxNode],
        _ place: Place,
        into fillers: inout [String: Filler]
    ) {
        for case .element(let element) in nodes {
            let macros = element.statements?.macros
            if let slot = macros?.fillSlot {
                fillers[slot.text] = Filler(element, place)
            } else if macros?.useMacro == nil, macros?.extendMacro == nil {
                collectFillers(in: element.children, place, into: &fillers)
            }
        }
    }
}

extension InsertSyntax {
    /// Whether the value may be `default`, which leaves what the source has.
    fileprivate func mayLeave(in entry: TemplateTrees.Entry?) -> Bool {
        entry?.source.markup.text(range).contains("default") ?? false
    }
}
