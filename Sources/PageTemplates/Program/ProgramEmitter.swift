// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// Turns a page into a program.
///
/// It cannot fail: whatever can be wrong with a template is found out before.
final class ProgramEmitter {
    let page: Page
    let configuration: TemplateConfiguration
    var builder = ProgramBuilder()
    var tables = PlanTables()
    private var procedures: [Procedure] = []

    /// The registers of the current part's variables.
    private var registers: [Register?] = []

    /// The names of the inputs, for those variables that are some.
    private var inputNames: [Int: String] = [:]

    /// The numbers of the current part's loops.
    private var loops: [LoopID: Int32] = [:]
    private var loopCount: Int32 = 0

    /// The lambdas, whose bodies follow the parts of the page.
    private var lambdas: [PendingLambda] = []

    /// The switches around the current place.
    var choices: [SwitchID: SwitchRegisters] = [:]

    /// What is counted; `nil` where nobody asks, and then nothing is emitted for it.
    var points: CoveragePoints?

    /// The registers of a switch: its value, and whether a case has matched.
    struct SwitchRegisters {
        let value: Register
        let matched: Register
    }

    private init(
        _ page: Page,
        _ configuration: TemplateConfiguration,
        _ points: CoveragePoints?
    ) {
        self.page = page
        self.configuration = configuration
        self.points = points
    }

    /// The program of a page without errors.
    ///
    /// - Parameters:
    ///   - page: The page.
    ///   - configuration: How it is compiled.
    ///   - points: Where its statements stand, if the recorder of the configuration counts them.
    /// - Returns: The program.
    static func program(
        of page: Page,
        _ configuration: TemplateConfiguration,
        counting points: CoveragePoints? = nil
    ) -> TemplateProgram {
        let emitter = ProgramEmitter(page, configuration, points)
        for part in page.parts { emitter.emit(part) }
        emitter.emitLambdas()
        emitter.builder.finish()
        let counted = emitter.points?.all
        return TemplateProgram(
            page,
            configuration,
            emitter.builder,
            emitter.tables,
            emitter.procedures,
            counted.flatMap { configuration.coverage?.counters(of: page.source, $0) }
        )
    }

    /// Begins a procedure with registers of its own.
    private func begin(variableCount: Int, _ range: Range<Int>) {
        builder.beginProcedure()
        registers = [Register?](repeating: nil, count: variableCount)
        inputNames = [:]
        loops = [:]
        choices = [:]
        loopCount = 0
        builder.place = range
    }

    private func emit(_ part: PagePart) {
        begin(variableCount: part.variableCount, part.range)
        inputNames = Dictionary(
            uniqueKeysWithValues: part.inputs.map { ($0.variable.number, $0.name) }
        )
        let start = builder.instructions.count
        switch part.body {
        case .nodes(let nodes):
            countPart(part)
            self.nodes(nodes)
            if case .page = part.kind {
                builder.emitOutput(.end)
            } else {
                builder.emitOutput(.leave)
            }
        case .value(let plan):
            give(plan)
        }
        procedures.append(
            Procedure(
                title: part.title,
                place: part.range,
                start: start,
                inputs: part.inputs.map { input in
                    .init(
                        name: input.name,
                        register: register(of: input.variable),
                        kind: input.kind
                    )
                },
                registerCount: builder.registerCount,
                loopCount: Int(loopCount),
                reads: part.reads,
                uses: part.uses,
                needs: part.needs
            )
        )
    }

    // MARK: - Lambdas

    /// Adds a procedure for a lambda, whose number it gives.
    func add(_ lambda: PendingLambda) -> Int {
        lambdas.append(lambda)
        return page.parts.count + lambdas.count - 1
    }

    /// Emits the bodies of lambdas, those in other lambdas too.
    private func emitLambdas() {
        var next = 0
        while next < lambdas.count {
            emit(lambdas[next])
            next += 1
        }
    }

    private func emit(_ lambda: PendingLambda) {
        begin(variableCount: lambda.names.names.count, lambda.range)
        let start = builder.instructions.count
        var python = PythonEmitter(self, lambda.names)
        for name in lambda.locals { python.locals.append((name, builder.allocateForever())) }
        for variable in registers.indices { registers[variable] = builder.allocateForever() }
        let value = python.value(lambda.body)
        if lambda.body.canNest { python.keep(value, lambda.body.range) }
        builder.emit(.give(value.register))
        procedures.append(
            Procedure(
                title: "a lambda",
                place: lambda.range,
                start: start,
                inputs: [],
                registerCount: builder.registerCount,
                loopCount: Int(loopCount),
                reads: TemplateReads(),
                uses: []
            )
        )
    }

    // MARK: - Variables

    /// The register of a variable; that of an input is found when it is first asked for.
    func register(of variable: VariableID) -> Register {
        if let known = registers[variable.number] { return known }
        guard inputNames[variable.number] != nil else { return .undefined }
        let register = builder.allocateForever()
        registers[variable.number] = register
        return register
    }

    /// Lets a variable have a register.
    func set(_ variable: VariableID, to register: Register) {
        registers[variable.number] = register
    }

    /// Lets a variable be in sight of what is emitted from here on.
    func bind(_ name: String, _ variable: VariableID, to register: Register, loop: Int32? = nil) {
        set(variable, to: register)
        builder.bind(name, register, loop: loop)
    }

    /// Emits what sees variables that nothing sees behind it, and gives back the registers
    /// that it takes.
    func scoped(_ emit: () -> Void) {
        let mark = builder.mark()
        let scope = builder.scopes.current
        emit()
        builder.scopes.leave(to: scope)
        builder.release(to: mark)
    }

    /// The number of a loop that begins.
    func begin(_ loop: LoopID) -> Int32 {
        let number = newLoop()
        loops[loop] = number
        return number
    }

    func number(of loop: LoopID) -> Int32 { loops[loop] ?? 0 }

    /// The number of a loop that has no name.
    func newLoop() -> Int32 {
        defer { loopCount += 1 }
        return loopCount
    }

    /// The plan of a global variable here.
    func plan(of global: GlobalTarget) -> GlobalPlan {
        GlobalPlan(
            name: global.name,
            registers: [register(of: global.input)] + global.locals.map { register(of: $0) }
        )
    }
}
