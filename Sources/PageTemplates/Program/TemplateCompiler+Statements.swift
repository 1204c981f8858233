extension TemplateCompiler {
    /// What can stand around an element, in the order of execution.
    private enum Stage {
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

    /// Compiles an element from one stage on, with everything inside of it.
    ///
    /// Stages that the element does not have are stepped over here, so that the
    /// recursion is no deeper than the statements are.
    mutating func stage(_ index: Int, _ work: ElementWork) throws(TemplateError) {
        try descend(by: 1, at: work.element.startTag)
        defer { depth -= 1 }
        var index = index
        while !Self.order[index].stands(on: work.statements) { index += 1 }
        switch Self.order[index] {
        case .filler: try filler(index, work)
        case .macro: try macro(index, work)
        case .slot: try slot(index, work)
        case .errorHandler: try errorHandler(index, work)
        case .definitions: try definitions(index, work)
        case .caseTest: try caseTest(index, work)
        case .condition: try condition(index, work)
        case .repetition: try repetition(index, work)
        case .switchValue: try switchValue(index, work)
        case .messagePart: try part(index, work)
        case .body: try body(work)
        }
    }

    /// Compiles the error handler of an element around its later stages.
    ///
    /// The handler sees those definitions of the element that were made, so each
    /// of them and what follows has a handler of its own.
    private mutating func errorHandler(
        _ index: Int,
        _ work: ElementWork
    ) throws(TemplateError) {
        guard let clause = work.statements.onError else { return }
        let mark = builder.mark()
        let bindings = scope.bindings.count
        let end = builder.label()
        for definition in work.statements.define {
            try handled(clause, work.element, end) { compiler throws(TemplateError) in
                try compiler.define(definition)
            }
        }
        let rest = work.statements.define.isEmpty ? index + 1 : Self.afterDefinitions
        try handled(clause, work.element, end) { compiler throws(TemplateError) in
            try compiler.stage(rest, work)
        }
        builder.bind(end)
        unbind(to: bindings)
        builder.release(to: mark)
    }

    /// Compiles a part whose failure puts the value of a statement in the place
    /// of the element, which sees what is in scope before the part.
    private mutating func handled(
        _ clause: ContentClause,
        _ element: MarkupElement,
        _ end: ProgramBuilder.Label,
        _ part: (inout TemplateCompiler) throws(TemplateError) -> Void
    ) throws(TemplateError) {
        let handler = builder.label()
        let start = builder.label()
        builder.jump(to: start)
        builder.bind(handler)
        try errorContent(clause, element)
        builder.jump(to: end)
        builder.bind(start)
        var push = Instruction(.pushHandler)
        push.target = handler.number
        builder.emitOutput(push)
        try part(&self)
        builder.emitOutput(Instruction(.popHandler))
    }

    /// What stands for an element that failed: its tags as they are in the
    /// source, and the value of the statement.
    private mutating func errorContent(
        _ clause: ContentClause,
        _ element: MarkupElement
    ) throws(TemplateError) {
        let mark = builder.mark()
        let bindings = scope.bindings.count
        var current = Instruction(.currentError)
        current.a = builder.allocate()
        builder.emit(current)
        bind(.init(name: "error", register: current.a, mayBeDefault: false, loop: nil))
        if element.namespace == nil { staticStartTag(element) }
        let end = builder.label()
        _ = try insert(clause, onDefault: end)
        builder.bind(end)
        if element.namespace == nil { endTag(element, hasContent: true) }
        unbind(to: bindings)
        builder.release(to: mark)
    }

    private mutating func definitions(_ index: Int, _ work: ElementWork) throws(TemplateError) {
        let mark = builder.mark()
        let bindings = scope.bindings.count
        for clause in work.statements.define {
            try define(clause)
        }
        try stage(index + 1, work)
        unbind(to: bindings)
        builder.release(to: mark)
    }

    private mutating func caseTest(_ index: Int, _ work: ElementWork) throws(TemplateError) {
        guard let text = work.statements.caseOf else { return }
        guard let current = currentSwitch else {
            throw TemplateError(
                .misplacedStatement,
                "a case needs a switch on an element around it",
                in: tree.source,
                at: text.range
            )
        }
        let skip = builder.label()
        var matched = Instruction(.jumpIfTrue)
        matched.a = current.matched
        matched.target = skip.number
        builder.emitOutput(matched)
        let mark = builder.mark()
        let value = try materialize(expression(text), nil)
        var test = Instruction(.caseTest)
        test.operand = Int32(tables.cases.count)
        test.target = skip.number
        tables.cases.append(
            CasePlan(
                value: value.register,
                switchValue: current.value,
                matched: current.matched
            )
        )
        builder.emitOutput(test)
        builder.release(to: mark)
        try stage(index + 1, work)
        builder.bind(skip)
    }

    private mutating func condition(_ index: Int, _ work: ElementWork) throws(TemplateError) {
        guard let text = work.statements.condition else { return }
        let skip = builder.label()
        let mark = builder.mark()
        try jump(unless: expression(text), to: skip)
        builder.release(to: mark)
        try stage(index + 1, work)
        builder.bind(skip)
    }

    private mutating func switchValue(_ index: Int, _ work: ElementWork) throws(TemplateError) {
        guard let text = work.statements.switchOn else { return }
        let mark = builder.mark()
        let value = try materialize(expression(text), nil)
        var reset = Instruction(.copy)
        reset.a = builder.allocate()
        reset.b = TemplateProgram.FixedRegister.nothing
        builder.emit(reset)
        let outer = currentSwitch
        currentSwitch = SwitchRegisters(value: value.register, matched: reset.a)
        try stage(index + 1, work)
        currentSwitch = outer
        builder.release(to: mark)
    }
}
