import TemplateSyntax

// Levels of nodes, and what stands around an element.
extension Checker {
    /// Looks at the pieces of one level.
    ///
    /// The level is closed where the page has a tag behind it, whatever the data.
    mutating func nodes(
        _ nodes: [SyntaxNode],
        _ around: Surroundings,
        isClosed: Bool = false,
        into list: inout NodeList
    ) {
        for (index, node) in nodes.enumerated() {
            let next = index + 1 < nodes.count ? nodes[index + 1] : nil
            let isClosed = next?.beginsWithTag ?? isClosed
            switch node {
            case .text(let text): self.text(text, around, isClosed: isClosed, into: &list)
            case .verbatim(let range), .broken(let range):
                list.write(source.bytes[range])
            case .dropped: continue
            case .element(let child): element(child, around, isClosed: isClosed, into: &list)
            }
        }
    }

    private mutating func element(
        _ element: ElementSyntax,
        _ around: Surroundings,
        isClosed: Bool,
        into list: inout NodeList
    ) {
        let levels = element.statements == nil ? Self.plainDepth : Self.elementDepth
        defer { depth -= levels }
        guard descend(by: levels, at: element.startTag) else { return }
        let around = self.around(element, around)
        guard let statements = element.statements else {
            return region(of: element, into: &list) { checker, list in
                checker.plainElement(element, around, isClosed: isClosed, into: &list)
            }
        }
        let ownsLine = statements.repetition != nil && isFirstOnLine(element)
        let work = ElementWork(
            element: element,
            statements: statements,
            indentation: ownsLine ? list.takeIndentation() : []
        )
        region(of: element, into: &list) { checker, list in
            checker.element(work, from: 0, around, into: &list)
        }
    }

    /// What an element makes of its surroundings, for itself and for what is in it.
    mutating func around(_ element: ElementSyntax, _ around: Surroundings) -> Surroundings {
        var inner = around
        if element.namespace == nil { inner.written = element }
        if source.mode == .html, element.localName == "pre" { inner.message.keepsSpace = true }
        guard let statements = element.statements else { return inner }
        inner.element = element
        if let translation = statements.translation {
            inner.message.domain = translation.domain?.text ?? inner.message.domain
            inner.message.context = translation.context?.text ?? inner.message.context
            if let name = translation.name {
                check(name, in: around.translation)
                inner.translation = .name
            }
            if translation.translate != nil { inner.translation = .message }
        }
        return inner
    }

    /// Whether nothing stands before an element on its line, not even a tag that
    /// the page leaves out.
    private func isFirstOnLine(_ element: ElementSyntax) -> Bool {
        let before = source.bytes[..<element.startTag.lowerBound]
        return before.last { $0 != Byte.space && $0 != Byte.tab } == Byte.newline
    }

    /// An element without statements of its own.
    private mutating func plainElement(
        _ element: ElementSyntax,
        _ around: Surroundings,
        isClosed: Bool,
        into list: inout NodeList
    ) {
        guard element.namespace == nil else {
            return nodes(element.children, around, into: &list)
        }
        if element.isStatic {
            list.write(source.bytes[element.startTag])
        } else {
            startTag(element, hasContent: false, around, into: &list)
        }
        // An end tag that is left out does not close: what follows the element does.
        nodes(element.children, around, isClosed: element.end.isWritten || isClosed, into: &list)
        endTag(element, hasContent: false, into: &list)
    }

    /// Looks at what is never written, for the errors in it and for the macros that it
    /// defines.
    mutating func dead(_ children: [SyntaxNode], _ around: Surroundings) {
        let isNothing = children.allSatisfy { $0.deadRange == nil }
        guard !isNothing else { return }
        let outer = (isDead, part, facts)
        let known = (parts.count, pending.count)
        isDead = true
        var list = NodeList()
        nodes(children, around, into: &list)
        (isDead, part, facts) = outer
        if !children.contains(where: \.holdsMacros) {
            // Only macros can be reached from elsewhere.
            parts.removeSubrange(known.0...)
            pending.removeSubrange(known.1...)
        }
        facts.dead += children.compactMap(\.deadRange)
    }
}

// MARK: - Stages

extension Checker {
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

    /// The stage behind the definitions.
    private static let afterDefinitions = 1 + (order.firstIndex(of: .definitions) ?? 0)

    /// Looks at an element from one stage on, with everything inside of it.
    ///
    /// Stages that the element does not have are stepped over here, so that the
    /// recursion is no deeper than the statements are.
    mutating func element(
        _ work: ElementWork,
        from stage: Int,
        _ around: Surroundings,
        into list: inout NodeList
    ) {
        defer { depth -= 1 }
        guard descend(by: 1, at: work.element.startTag) else { return }
        var index = stage
        while !Self.order[index].stands(on: work.statements) { index += 1 }
        let next = index + 1
        switch Self.order[index] {
        case .filler:
            checkFiller(work, around)
            element(work, from: next, around, into: &list)
        case .macro: macro(work, from: next, around, into: &list)
        case .slot: slot(work, from: next, around, into: &list)
        case .errorHandler: errorHandler(work, from: next, around, into: &list)
        case .definitions: definitions(work, from: next, around, into: &list)
        case .caseTest: caseTest(work, from: next, around, into: &list)
        case .condition: condition(work, from: next, around, into: &list)
        case .repetition: repetition(work, from: next, around, into: &list)
        case .switchValue: switchValue(work, from: next, around, into: &list)
        case .messagePart: messagePart(work, from: next, around, into: &list)
        case .body: body(work, around, into: &list)
        }
    }

    /// The nodes of an element from one stage on.
    mutating func inside(
        _ work: ElementWork,
        from stage: Int,
        _ around: Surroundings
    ) -> [PageNode] {
        var list = NodeList()
        element(work, from: stage, around, into: &list)
        return list.finished
    }

    /// The error handler of an element, around its later stages.
    ///
    /// The handler sees those definitions of the element that were made, so each
    /// of them and what follows has a recovery of its own.
    private mutating func errorHandler(
        _ work: ElementWork,
        from stage: Int,
        _ around: Surroundings,
        into list: inout NodeList
    ) {
        guard let clause = work.statements.onError else { return }
        let bindings = part.scope.bindings.count
        var binds: [(bind: Bind, recovery: Handler.Recovery)] = []
        for definition in work.statements.define {
            let recovery = recovery(clause, work.element, around)
            binds.append((bind(definition, around), recovery))
        }
        let recovery = recovery(clause, work.element, around)
        let rest = work.statements.define.isEmpty ? stage : Self.afterDefinitions
        let body = inside(work, from: rest, around)
        part.scope.unbind(to: bindings)
        list.append(.handler(Handler(binds: binds, body: body, recovery: recovery)))
    }

    /// What stands for an element that failed: its tags as they are in the
    /// source, and the value of the statement.
    private mutating func recovery(
        _ clause: InsertSyntax,
        _ element: ElementSyntax,
        _ around: Surroundings
    ) -> Handler.Recovery {
        let bindings = part.scope.bindings.count
        let error = newVariable()
        bind(.init(name: "error", variable: error))
        var list = NodeList()
        if element.namespace == nil { staticStartTag(element, into: &list) }
        insert(clause, around, into: &list) { _ in [] }
        if element.namespace == nil { endTag(element, hasContent: true, into: &list) }
        part.scope.unbind(to: bindings)
        return Handler.Recovery(error: error, nodes: list.finished)
    }

    private mutating func definitions(
        _ work: ElementWork,
        from stage: Int,
        _ around: Surroundings,
        into list: inout NodeList
    ) {
        let bindings = part.scope.bindings.count
        let binds = work.statements.define.map { bind($0, around) }
        let body = inside(work, from: stage, around)
        part.scope.unbind(to: bindings)
        list.append(.bindings(Bindings(binds: binds, body: body)))
    }

    private mutating func caseTest(
        _ work: ElementWork,
        from stage: Int,
        _ around: Surroundings,
        into list: inout NodeList
    ) {
        guard let test = work.statements.caseOf else { return }
        guard let choice = around.choice else {
            let place = work.statements.place(of: .tal, TALStatement.caseOf.rawValue)
            report(
                .misplacedStatement,
                around.isInSwitch
                    ? "a case needs a switch on an element around it"
                    : "'tal:case' outside of 'tal:switch'",
                at: around.isInSwitch ? test.whole : place ?? test.whole
            )
            return element(work, from: stage, around, into: &list)
        }
        let value = plan(test, around)
        let body = inside(work, from: stage, around)
        list.append(.alternative(Alternative(choice: choice, value: value, body: body)))
    }

    private mutating func condition(
        _ work: ElementWork,
        from stage: Int,
        _ around: Surroundings,
        into list: inout NodeList
    ) {
        guard let test = work.statements.condition else { return }
        let plan = plan(test, around)
        let body = inside(work, from: stage, around)
        list.append(.condition(Condition(test: plan, body: body)))
    }

    private mutating func repetition(
        _ work: ElementWork,
        from stage: Int,
        _ around: Surroundings,
        into list: inout NodeList
    ) {
        guard let clause = work.statements.repetition else { return }
        let bindings = part.scope.bindings.count
        let sequence = plan(clause.value, around)
        let id = LoopID(number: part.loopCount)
        part.loopCount += 1
        let item = newVariable()
        let pattern = pattern(clause, of: item, loop: id)
        let body = inside(work, from: stage, around)
        part.scope.unbind(to: bindings)
        list.append(
            .loop(
                Loop(
                    id: id,
                    sequence: sequence,
                    range: clause.value.whole,
                    item: item,
                    pattern: pattern,
                    indentation: work.indentation,
                    body: body
                )
            )
        )
    }

    private mutating func switchValue(
        _ work: ElementWork,
        from stage: Int,
        _ around: Surroundings,
        into list: inout NodeList
    ) {
        guard let test = work.statements.switchOn else { return }
        let value = plan(test, around)
        var inner = around
        let id = SwitchID(number: part.switchCount)
        part.switchCount += 1
        inner.choice = id
        inner.isInSwitch = true
        let body = inside(work, from: stage, inner)
        list.append(.choice(Choice(id: id, value: value, body: body)))
    }
}

extension ElementSyntax {
    /// Whether its start tag goes out as it stands, where it has no statements.
    fileprivate var isStatic: Bool {
        attributes.allSatisfy { $0.role == .markup && $0.pieces == nil }
    }
}

extension SyntaxNode {
    /// Where the node stands, if a page without it misses something.
    fileprivate var deadRange: Range<Int>? {
        switch self {
        case .text(let text): text.range
        case .element(let element): element.startTag
        case .verbatim, .dropped, .broken: nil
        }
    }

    /// Whether there are macros or slots in it.
    fileprivate var holdsMacros: Bool {
        if case .element(let element) = self { element.holdsMacros } else { false }
    }

    /// Whether the page has a tag or other markup in its place, whatever the data.
    fileprivate var beginsWithTag: Bool {
        switch self {
        case .text, .dropped: false
        case .verbatim, .broken: true
        case .element(let element): element.statements == nil && element.namespace == nil
        }
    }
}
