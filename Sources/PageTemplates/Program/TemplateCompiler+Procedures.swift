/// A procedure that is called and has no instructions yet.
struct PendingProcedure {
    let number: Int
    let title: String
    let body: Body

    /// The elements with statements around it.
    let statementElements: [MarkupElement]
    let macroDepth: Int
    let interpolates: Bool

    /// What is in sight where it stands; none where nothing of it matters.
    var scope = Instruction.none

    enum Body {
        /// An element from a stage on.
        case element(ElementWork, stage: Int)
        case expression(Expression)
    }
}

extension TemplateCompiler {
    /// Compiles the page, then the macros and fillers that are found on the way.
    mutating func page() throws(TemplateError) {
        builder.beginProcedure()
        try nodes(tree.children)
        builder.emitOutput(Instruction(.end))
        procedures[0] = procedure("the page", tree.source.bytes.indices, start: 0)
        while let next = pending.popLast() {
            try compile(next)
        }
    }

    /// Makes a procedure of an element, to be compiled later.
    mutating func declare(_ title: String, _ work: ElementWork, from stage: Int) -> Int {
        procedures.append(nil)
        let number = procedures.count - 1
        let definesMacro = work.statements.macros?.defineMacro != nil
        pending.append(
            PendingProcedure(
                number: number,
                title: title,
                body: .element(work, stage: stage),
                statementElements: statementElements + [work.element],
                macroDepth: definesMacro ? macroDepth + 1 : macroDepth,
                interpolates: work.statements.interpolates ?? interpolates
            )
        )
        return number
    }

    private mutating func compile(_ next: PendingProcedure) throws(TemplateError) {
        builder.beginProcedure()
        scope = Scope(scope.survey, hiding: hiddenBuiltins(next.scope))
        currentProcedure = next.number
        inputs = [:]
        reads = TemplateReads()
        uses = []
        currentSwitch = nil
        depth = 0
        isInOriginalOfUse = false
        tables.loopCount = 0
        statementElements = next.statementElements
        macroDepth = next.macroDepth
        interpolates = next.interpolates
        let start = builder.instructions.count
        let place = try body(next.body)
        procedures[next.number] = procedure(next.title, place, start: start, scope: next.scope)
    }

    /// Compiles what a procedure does, and says where that stands.
    private mutating func body(
        _ body: PendingProcedure.Body
    ) throws(TemplateError) -> Range<Int> {
        switch body {
        case .element(let work, let stage):
            builder.place = work.element.startTag
            try self.stage(stage, work)
            builder.emitOutput(Instruction(.leave))
            return work.element.startTag
        case .expression(let expression):
            let value = try materialize(expression, nil)
            var give = Instruction(.give)
            give.a = value.register
            builder.emit(give)
            return expression.range
        }
    }

    /// The names that would be built in, were they not bound in a scope.
    private func hiddenBuiltins(_ scope: Int32) -> Set<String> {
        Set(Scope.Builtin.allCases.map(\.rawValue).filter { isBound($0, scope) })
    }

    /// Whether a name is bound in a scope.
    private func isBound(_ name: String, _ scope: Int32) -> Bool {
        guard let symbol = builder.symbolNumbers[name] else { return false }
        return builder.scopes.binds(symbol, at: scope)
    }

    private func procedure(
        _ title: String,
        _ place: Range<Int>,
        start: Int,
        scope: Int32 = Instruction.none
    ) -> Procedure {
        var reads = reads
        let variables = inputs.values.filter { $0.kind == .variable }.map(\.name)
        reads.variables = Set(variables.filter { !isBound($0, scope) })
        return Procedure(
            title: title,
            place: place,
            start: start,
            inputs: inputs.values.sorted { $0.register < $1.register },
            registerCount: builder.registerCount,
            loopCount: tables.loopCount,
            reads: reads,
            uses: uses
        )
    }
}
