/// A procedure that is called and has no instructions yet.
struct PendingProcedure {
    let number: Int
    let title: String
    let work: ElementWork

    /// The first stage of the element that belongs to the procedure.
    let stage: Int

    /// The elements with statements around it.
    let statementElements: [MarkupElement]
    let macroDepth: Int
    let interpolates: Bool
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
                work: work,
                stage: stage,
                statementElements: statementElements + [work.element],
                macroDepth: definesMacro ? macroDepth + 1 : macroDepth,
                interpolates: work.statements.interpolates ?? interpolates
            )
        )
        return number
    }

    private mutating func compile(_ next: PendingProcedure) throws(TemplateError) {
        builder.beginProcedure()
        scope = Scope(scope.survey)
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
        builder.place = next.work.element.startTag
        let start = builder.instructions.count
        try stage(next.stage, next.work)
        builder.emitOutput(Instruction(.leave))
        let place = next.work.element.startTag
        procedures[next.number] = procedure(next.title, place, start: start)
    }

    private func procedure(_ title: String, _ place: Range<Int>, start: Int) -> Procedure {
        var reads = reads
        reads.variables = Set(inputs.values.filter { $0.kind == .variable }.map(\.name))
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
