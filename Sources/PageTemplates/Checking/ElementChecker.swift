// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// Looks at an element with statements, from one stage to the next.
struct ElementChecker {
    let state: CheckState
    let element: ElementSyntax
    let statements: Statements

    /// What the element and those around it say about what is in it.
    var around: Surroundings

    /// The innermost element that is written, itself or one around it.
    let written: ElementSyntax?

    /// The innermost element that is written around it.
    let outer: ElementSyntax?

    /// The white space around a repeated element that belongs to each round of the loop, so
    /// that an empty loop leaves no blank line.
    private let line: LoopLine

    /// Begins with an element, in what is around it.
    init(
        _ state: CheckState,
        _ element: ElementSyntax,
        _ statements: Statements,
        in around: Surroundings,
        written: ElementSyntax?,
        line: LoopLine
    ) {
        self.state = state
        self.element = element
        self.statements = statements
        outer = written
        self.written = element.written(in: written)
        self.line = line
        self.around = around.inside(element, state)
    }

    /// The way to a fragment in it, of which alone something is written; `nil` for a page.
    var way: FragmentChecker?

    var expressions: ExpressionChecker { ExpressionChecker(state, on: element) }
    var level: LevelChecker { LevelChecker(state, around) }
    var tag: TagChecker { TagChecker(state, element, around) }

    /// What can stand around an element, in the order of execution.
    enum Stage {
        case filler
        case macro
        case slot
        case errorHandler
        case definitions
        case caseTest
        case condition
        case repetition
        case switchValue
        case messagePart
        case body

        func stands(on statements: Statements) -> Bool {
            switch self {
            case .filler: statements.macros?.fillSlot != nil
            case .macro: statements.macros?.defineMacro != nil
            case .slot: statements.macros?.defineSlot != nil
            case .errorHandler: statements.onError != nil
            case .definitions: !statements.define.isEmpty
            case .caseTest: statements.caseOf != nil
            case .condition: statements.condition != nil
            case .repetition: statements.repetition != nil
            case .switchValue: statements.switchOn != nil
            case .messagePart: statements.translation?.name != nil
            case .body: true
            }
        }
    }

    /// The order of operations on one element, the outermost first.
    private static let order: [Stage] = [
        .filler, .macro, .slot, .errorHandler, .definitions, .caseTest, .condition, .repetition,
        .switchValue, .messagePart, .body,
    ]

    /// The stages of an element around a fragment: what else it does is not written.
    private static let stagesOnWay: Set<Stage> = [
        .definitions, .caseTest, .condition, .switchValue, .body,
    ]

    /// The stage behind the definitions.
    private static let afterDefinitions = 1 + (order.firstIndex(of: .definitions) ?? 0)

    /// Looks at an element from one stage on, with everything inside of it.
    ///
    /// Stages that the element does not have are stepped over here, so that the
    /// recursion is no deeper than the statements are.
    func look(from stage: Int = 0, into list: inout NodeList) {
        defer { state.depth -= 1 }
        guard state.descend(by: 1, at: element.startTag) else { return }
        var index = stage
        while !stands(Self.order[index]) { index += 1 }
        let next = index + 1
        switch Self.order[index] {
        case .filler:
            checkFiller()
            look(from: next, into: &list)
        case .macro: macro(from: next, into: &list)
        case .slot: slot(from: next, into: &list)
        case .errorHandler: errorHandler(from: next, into: &list)
        case .definitions: definitions(from: next, into: &list)
        case .caseTest: caseTest(from: next, into: &list)
        case .condition: condition(from: next, into: &list)
        case .repetition: repetition(from: next, into: &list)
        case .switchValue: switchValue(from: next, into: &list)
        case .messagePart: messagePart(from: next, into: &list)
        case .body:
            if let way {
                way.goOn(in: around, written: written, into: &list)
            } else {
                body(into: &list)
            }
        }
    }

    private func stands(_ stage: Stage) -> Bool {
        stage.stands(on: statements) && (way == nil || Self.stagesOnWay.contains(stage))
    }

    /// The nodes of an element from one stage on.
    func inside(from stage: Int) -> [PageNode] {
        var list = NodeList()
        look(from: stage, into: &list)
        return list.finished
    }

    /// The error handler of an element, around its later stages.
    ///
    /// The handler sees those definitions of the element that were made, so each
    /// of them and what follows has a recovery of its own.
    private func errorHandler(from stage: Int, into list: inout NodeList) {
        guard let clause = statements.onError else { return }
        let bindings = state.part.scope.bindings.count
        var binds: [(bind: Bind, recovery: Handler.Recovery)] = []
        for definition in statements.define {
            let recovery = recovery(clause)
            binds.append((bind(definition), recovery))
        }
        let recovery = recovery(clause)
        let rest = statements.define.isEmpty ? stage : Self.afterDefinitions
        let body = inside(from: rest)
        state.part.scope.unbind(to: bindings)
        list.append(
            .handler(
                Handler(binds: binds, body: body, recovery: recovery, range: clause.range)
            )
        )
    }

    /// What stands for an element that failed: its tags as they are in the
    /// source, and the value of the statement.
    private func recovery(_ clause: InsertSyntax) -> Handler.Recovery {
        let bindings = state.part.scope.bindings.count
        let error = state.part.newVariable()
        state.bind(.init(name: "error", variable: error))
        var list = NodeList()
        if element.namespace == nil { tag.staticStartTag(into: &list) }
        list.addContent(of: element) { list in _ = insert(clause, in: written, into: &list) { _ in }
        }
        if element.namespace == nil {
            list.writeEndTag(of: element, hasContent: true, state.source.bytes)
        }
        state.part.scope.unbind(to: bindings)
        return Handler.Recovery(error: error, nodes: list.finished)
    }

    private func definitions(from stage: Int, into list: inout NodeList) {
        let bindings = state.part.scope.bindings.count
        let binds = statements.define.map { bind($0) }
        let body = inside(from: stage)
        state.part.scope.unbind(to: bindings)
        list.append(.bindings(Bindings(binds: binds, body: body)))
    }

    private func caseTest(from stage: Int, into list: inout NodeList) {
        guard let test = statements.caseOf else { return }
        guard let choice = around.choice else {
            let place = statements.place(of: .tal, TALStatement.caseOf.rawValue)
            state.report(
                .misplacedStatement,
                around.isInSwitch
                    ? "a case needs a switch on an element around it"
                    : "'tal:case' outside of 'tal:switch'",
                at: around.isInSwitch ? test.whole : place ?? test.whole
            )
            return look(from: stage, into: &list)
        }
        let value = expressions.plan(test)
        let body = inside(from: stage)
        list.append(.alternative(Alternative(choice: choice, value: value, body: body)))
    }

    private func condition(from stage: Int, into list: inout NodeList) {
        guard let test = statements.condition else { return }
        let plan = expressions.plan(test)
        let body = inside(from: stage)
        list.append(.condition(Condition(test: plan, body: body)))
    }

    private func repetition(from stage: Int, into list: inout NodeList) {
        guard let clause = statements.repetition else { return }
        if statements.condition != nil || !statements.define.isEmpty || statements.caseOf != nil {
            let names = clause.names.map(\.text)
            state.facts.lateNames.append(
                Facts.LateNames(
                    names: names,
                    loop: clause.range,
                    clause: clause.value.whole,
                    tag: element.startTag
                )
            )
        }
        let bindings = state.part.scope.bindings.count
        let sequence = expressions.plan(clause.value)
        let id = state.part.newLoop()
        let item = state.part.newVariable()
        let pattern = pattern(clause, of: item, loop: id)
        let body = inside(from: stage)
        state.part.scope.unbind(to: bindings)
        list.append(
            .loop(
                Loop(
                    id: id,
                    sequence: sequence,
                    range: clause.value.whole,
                    item: item,
                    pattern: pattern,
                    indentation: line.indentation,
                    body: line.end.isEmpty ? body : body + [.literal(line.end)]
                )
            )
        )
    }

    private func switchValue(from stage: Int, into list: inout NodeList) {
        guard let test = statements.switchOn else { return }
        let value = expressions.plan(test)
        let id = state.part.newSwitch()
        var inner = self
        inner.around.choice = id
        inner.around.isInSwitch = true
        let body = inner.inside(from: stage)
        list.append(.choice(Choice(id: id, value: value, body: body)))
    }
}
