// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// The parts of a page: those that are finished, and those that are only declared.
struct PartTable {
    /// A part that is called and has not been looked at yet.
    struct Pending {
        let id: PartID
        let kind: PagePart.Kind
        let title: String
        let body: Body

        /// What is in sight where a deferred expression stands.
        let visible: VisibleNames.Position?

        enum Body {
            /// An element from a stage on.
            case element(ElementChecker, stage: Int)
            case expression(ExpressionSyntax, ExpressionChecker)
        }
    }

    private var parts: [PagePart?] = [nil]
    private var pending: [Pending] = []

    /// The macros by name, and where they are defined.
    private(set) var macros: [String: NamedSyntax] = [:]
    private(set) var macroParts: [String: PartID] = [:]

    /// The fillers by the places of their elements: those in the original content of a use
    /// are met as often as it is.
    private var fillerParts: [Int: PartID] = [:]

    /// The parts, once none is left to be looked at.
    var finished: [PagePart] { parts.compactMap(\.self) }

    /// Makes a part, to be looked at later.
    mutating func declare(
        _ kind: PagePart.Kind,
        _ title: String,
        _ body: Pending.Body,
        visible: VisibleNames.Position? = nil
    ) -> PartID {
        let id = PartID(number: parts.count)
        parts.append(nil)
        pending.append(
            Pending(id: id, kind: kind, title: title, body: body, visible: visible)
        )
        return id
    }

    /// The part of a macro, which is made where the macro is met first.
    mutating func macro(_ name: NamedSyntax, _ element: ElementChecker, stage: Int) -> PartID {
        macros[name.text] = name
        if let id = macroParts[name.text] { return id }
        let title = "macro '\(name.text)'"
        let id = declare(.macro(name.text), title, .element(element, stage: stage))
        macroParts[name.text] = id
        return id
    }

    /// The part of an element that fills a slot.
    mutating func filler(of slot: String, _ element: ElementChecker, stage: Int) -> PartID {
        let place = element.element.startTag.lowerBound
        if let id = fillerParts[place] { return id }
        let title = "the filler of slot '\(slot)'"
        let id = declare(.filler(slot: slot), title, .element(element, stage: stage))
        fillerParts[place] = id
        return id
    }

    /// How many parts there are, and how many of them have not been looked at yet.
    var counts: (all: Int, pending: Int) { (parts.count, pending.count) }

    /// Forgets the parts that were declared since there were so many.
    mutating func forget(since counts: (all: Int, pending: Int)) {
        parts.removeSubrange(counts.all...)
        pending.removeSubrange(counts.pending...)
    }

    /// Takes a part that has not been looked at yet.
    mutating func next() -> Pending? {
        pending.popLast()
    }

    mutating func finish(_ id: PartID, _ part: PagePart) {
        parts[id.number] = part
    }
}
