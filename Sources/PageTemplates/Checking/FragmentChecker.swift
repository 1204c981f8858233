// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// Looks at a fragment, and on the way to it at what it depends on: at the definitions, conditions
/// and switches around it.
///
/// Nothing around the fragment is written. Only the way to it is looked at, so that it needs no
/// variable and reads nothing but what it depends on.
struct FragmentChecker {
    let state: CheckState
    let path: FragmentPath

    /// How far it is: the place in the path of the element that comes next.
    private var next = 0

    init(_ state: CheckState, _ path: FragmentPath) {
        self.state = state
        self.path = path
    }

    /// The fragment with what it depends on.
    func nodes() -> [PageNode] {
        var list = NodeList()
        goOn(in: Surroundings(), written: nil, into: &list)
        return list.finished
    }

    /// Looks at the next element.
    func goOn(in around: Surroundings, written: ElementSyntax?, into list: inout NodeList) {
        guard next < path.elements.count else { return }
        let element = path.elements[next]
        lookAtCases(before: element, in: around, written: written, into: &list)
        let isPlain = element.statements == nil
        let levels = isPlain ? CheckState.plainDepth : CheckState.elementDepth
        defer { state.depth -= levels }
        guard state.descend(by: levels, at: element.startTag) else { return }
        guard next + 1 < path.elements.count else {
            return look(atFragment: element, in: around, written: written, into: &list)
        }
        var way = self
        way.next += 1
        guard let statements = element.statements else {
            let inner = around.inside(element, state)
            return way.goOn(in: inner, written: element.written(in: written), into: &list)
        }
        if let obstacle = obstacle(statements) { report(obstacle, at: element) }
        var checker = ElementChecker(
            state,
            element,
            statements,
            in: around,
            written: written,
            line: LoopLine()
        )
        checker.way = way
        checker.look(into: &list)
    }

    private func look(
        atFragment element: ElementSyntax,
        in around: Surroundings,
        written: ElementSyntax?,
        into list: inout NodeList
    ) {
        var around = around
        // It may fill a slot of a macro that is not used here.
        around.isInOriginalOfUse = true
        if element.statements?.translation?.name != nil {
            report("is a part of a message", at: element)
        }
        // Each round of a loop takes the white space before it along.
        if element.statements?.repetition != nil, state.lines == nil {
            list.write(state.indentation(before: element))
        }
        LevelChecker(state, around)
            .element(element, in: written, isClosed: element.end.isWritten, into: &list)
    }

    // MARK: - Switches

    /// Looks at the cases before one: only where none of them holds it is its turn.
    private func lookAtCases(
        before element: ElementSyntax,
        in around: Surroundings,
        written: ElementSyntax?,
        into list: inout NodeList
    ) {
        guard element.statements?.caseOf != nil else { return }
        let parent = next > 0 ? path.elements[next - 1] : nil
        let distant = "depends on a case that is not directly in its switch"
        guard let parent, parent.statements?.switchOn != nil else {
            return report(distant, at: element)
        }
        for case .element(let other) in parent.children {
            guard other.startTag != element.startTag else { return }
            if other.holdsCase { return report(distant, at: other) }
            guard let statements = other.statements, statements.caseOf != nil else { continue }
            var checker = ElementChecker(
                state,
                other,
                statements,
                in: around,
                written: written,
                line: LoopLine()
            )
            checker.way = self
            checker.way?.next = path.elements.count
            checker.look(into: &list)
        }
    }

    // MARK: - What stands in the way

    /// Why nobody can say what a fragment in an element is, if so.
    private func obstacle(_ statements: Statements) -> String? {
        if statements.repetition != nil { return "stands in a loop, and is there for each item" }
        if statements.translation?.translate != nil { return "stands in a message" }
        if statements.content != nil || statements.replace != nil {
            return "stands in content that a value replaces"
        }
        if statements.script != nil { return "stands in a script" }
        let macros = statements.macros
        guard macros?.useMacro != nil || macros?.extendMacro != nil else { return nil }
        // The next use of a macro has slots of its own.
        let deeper = path.elements[(next + 1)...].compactMap { $0.statements?.macros }
        let slots = deeper.first {
            $0.fillSlot != nil || $0.useMacro != nil || $0.extendMacro != nil
        }
        return slots?.fillSlot != nil
            ? nil : "stands beside the slots of a macro, and never goes out"
    }

    private func report(_ reason: String, at element: ElementSyntax) {
        let fragment = path.elements[path.elements.count - 1]
        state.report(
            .unusableFragment,
            "the fragment '\(path.name)' \(reason)",
            at: fragment.startTag.lowerBound..<fragment.name.upperBound,
            notes: element.startTag == fragment.startTag
                ? [] : [state.note("this is around it", at: element.startTag)]
        )
    }
}

extension ElementSyntax {
    /// Whether there is a case in it that belongs to a switch around it.
    fileprivate var holdsCase: Bool {
        guard statements?.switchOn == nil else { return false }
        return children.contains { node in
            guard case .element(let child) = node else { return false }
            return child.statements?.caseOf != nil || child.holdsCase
        }
    }
}
