// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// The use of a macro on an element.
struct MacroUseWork {
    let use: MacroUseSyntax

    /// Whether the element defines a macro that extends the one it uses.
    let isExtension: Bool

    init?(_ statements: MacroStatements?) {
        guard let statements, let use = statements.useMacro ?? statements.extendMacro else {
            return nil
        }
        self.use = use
        isExtension = statements.useMacro == nil
    }
}

extension Statements {
    /// The part of a message that is all that the element writes, once at most.
    fileprivate var onlyPart: String? {
        let isMore = onError != nil || caseOf != nil || repetition != nil
        return isMore ? nil : translation?.name?.text
    }
}

// Macros, their uses and their slots.
extension ElementChecker {
    /// A filler that is not part of a macro's use is an error, and an ordinary element in
    /// Chameleon's dialect; one in the original content of a use is an ordinary element, too.
    func checkFiller() {
        guard let filler = statements.macros?.fillSlot, !around.isInOriginalOfUse,
            !around.isInRefusedUse
        else { return }
        if state.configuration.dialect.combinesStatements {
            let message = "a slot that is filled outside of 'metal:use-macro' has no effect"
            return state.warn(.noEffect, message, at: filler.range)
        }
        state.report(
            .misplacedStatement,
            "a slot can be filled only inside of 'metal:use-macro'",
            at: filler.range
        )
    }

    /// A macro is rendered where it is defined, too.
    func macro(from stage: Int, into list: inout NodeList) {
        guard let macro = statements.macros?.defineMacro else { return }
        if let first = state.parts.macros[macro.text], first.range != macro.range {
            state.report(
                .duplicateStatement,
                "the template defines the macro '\(macro.text)' twice",
                at: macro.range,
                notes: [state.note("the first is here", at: first.range)]
            )
            return look(from: stage, into: &list)
        }
        let id = state.parts.macro(macro, definition, stage: stage)
        state.part.uses.append(.own(id))
        list.append(
            .call(
                Call(
                    target: .definition(id),
                    name: macro.text,
                    fillers: [:],
                    isExtension: false,
                    site: element.site,
                    part: statements.onlyPart,
                    range: element.startTag
                )
            )
        )
    }

    /// The same as a part of its own.
    private var definition: ElementChecker {
        var inner = self
        inner.around = around.inPart
        return inner
    }

    /// A slot has its own content unless the macro's caller fills it.
    ///
    /// One that stands in no macro is a slot of the whole template, which `load:` makes one of.
    func slot(from stage: Int, into list: inout NodeList) {
        guard let slot = statements.macros?.defineSlot else { return }
        state.facts.slots.append((slot.text, state.part.id))
        var body: [PageNode] = []
        _ = state.region(.slot(slot.text), element.startTag) { body = inside(from: stage) }
        list.append(
            .slot(
                Slot(
                    name: slot.text,
                    site: element.site,
                    range: element.startTag,
                    body: body
                )
            )
        )
    }

    /// A macro in the place of an element.
    ///
    /// The element's own tags and content, fillers aside, are used only where
    /// the expression gives `default`.
    func useMacro(_ work: MacroUseWork, into list: inout NodeList) {
        let expression = work.use.value
        let value = expressions.plan(expression, isCalled: false)
        let found = slotFillers(warns: !value.mayBeDefault)
        let fillers = declare(found)
        let alternatives = expressions.uses(of: expression)
        // Which of several is called, only the render knows.
        state.part.uses.append(alternatives.count == 1 ? alternatives[0] : .computed)
        state.facts.uses.append(
            Facts.Use(
                part: state.part.id,
                uses: alternatives,
                range: work.use.text.range,
                variable: freeVariable(of: expression),
                fillers: found.map(\.slot),
                isExtension: work.isExtension
            )
        )
        var original: [PageNode]?
        if value.mayBeDefault {
            var inner = self
            inner.around.isInOriginalOfUse = true
            original = inner.collect(inner.ordinaryBody)
        }
        list.append(
            .call(
                Call(
                    target: .use(value, otherwise: original),
                    name: String(work.use.text.text.split(separator: "/").last ?? ""),
                    fillers: fillers,
                    isExtension: work.isExtension,
                    site: element.site,
                    part: nil,
                    range: work.use.text.range
                )
            )
        )
    }

    /// The variable that a path without alternatives begins with, where nothing binds it.
    private func freeVariable(of expression: ExpressionSyntax) -> NamedSyntax? {
        switch expression.kind {
        case .path(let alternatives) where alternatives.count == 1:
            return freeVariable(of: alternatives[0])
        case .walk(let walk):
            guard case .free = state.part.scope.meaning(of: walk.root.text),
                !state.survey.globals.contains(walk.root.text)
            else { return nil }
            return walk.root
        default:
            return nil
        }
    }

    /// Declares the parts that fill slots, by the names of the slots.
    private func declare(_ found: [Filler]) -> [String: PartID] {
        var fillers: [String: PartID] = [:]
        for (slot, filler) in found {
            guard fillers[slot.text] == nil else {
                state.report(
                    .duplicateStatement,
                    "the slot '\(slot.text)' is filled twice",
                    at: slot.range
                )
                continue
            }
            let id = state.parts.filler(of: slot.text, filler.definition, stage: 1)
            fillers[slot.text] = id
            state.part.uses.append(.own(id))
        }
        return fillers
    }

    private typealias Filler = (slot: NamedSyntax, element: ElementChecker)

    /// The elements inside that fill slots of the macro that the element uses; everything
    /// else in it is ignored, and of statements there is warned.
    private func slotFillers(warns: Bool) -> [Filler] {
        var found: [Filler] = []
        var open = element.children.reversed().map { ($0, around, written, warns) }
        var holes: [Range<Int>] = []
        while let (node, around, written, warns) = open.popLast() {
            guard case .element(let child) = node else {
                if warns, let hole = node.firstHole { holes.append(hole) }
                continue
            }
            guard let statements = child.statements, let slot = statements.macros?.fillSlot else {
                let looksInside = warns && !isLeftOut(child) && !isUnused(child)
                if looksInside, let hole = child.firstHole { holes.append(hole) }
                let inner = (around.inside(child, state), child.written(in: written))
                open += child.children.reversed().map { ($0, inner.0, inner.1, looksInside) }
                continue
            }
            let filler = ElementChecker(
                state,
                child,
                statements,
                in: around,
                written: written,
                line: statements.repetition == nil ? LoopLine() : line(of: child)
            )
            found.append((slot, filler))
        }
        if let hole = holes.first {
            warnUnused("what fills no slot of the macro never goes out", hole)
        }
        return found
    }

    /// Whether statements leave an element out, as they do with remarks of designers.
    private func isLeftOut(_ child: ElementSyntax) -> Bool {
        child.statements?.replace?.value.isNothing == true
            || child.statements?.condition?.isNothing == true
    }

    /// Warns of an element that stands beside the fillers of a macro's slots and has
    /// statements.
    private func isUnused(_ child: ElementSyntax) -> Bool {
        guard let statements = child.statements,
            statements.spelled.contains(where: { $0.namespace == .tal })
        else { return false }
        warnUnused(
            "the element fills no slot of the macro: its statements never run",
            child.startTag.lowerBound..<child.name.upperBound
        )
        return true
    }

    private func warnUnused(_ message: String, _ range: Range<Int>) {
        let remedy = "put it into an element with 'metal:fill-slot', or around the macro"
        state.warn(.unusedContent, message, at: range, notes: [.init(remedy)])
    }

    /// The line of a loop: the line end and the indentation before an element that is the
    /// first thing on its line belong to it.
    private func line(of element: ElementSyntax) -> LoopLine {
        state.lines?.line(of: element) ?? LoopLine(indentation: state.indentation(before: element))
    }
}

extension SyntaxNode {
    /// The first hole of a text.
    fileprivate var firstHole: Range<Int>? {
        if case .text(let text) = self { text.pieces?.firstHole } else { nil }
    }
}

extension ElementSyntax {
    /// The first hole in the attributes.
    fileprivate var firstHole: Range<Int>? {
        attributes.lazy.compactMap { $0.pieces?.firstHole }.first
    }
}

extension [TextPiece] {
    fileprivate var firstHole: Range<Int>? {
        for case .hole(let hole) in self { return hole.range }
        return nil
    }
}

extension ExpressionSyntax {
    /// Whether it is `nothing`, and no more.
    fileprivate var isNothing: Bool {
        switch kind {
        case .path(let alternatives): alternatives.count == 1 && alternatives[0].isNothing
        case .walk(let walk): walk.steps.isEmpty && walk.root.text == BuiltinName.nothing.rawValue
        default: false
        }
    }
}
