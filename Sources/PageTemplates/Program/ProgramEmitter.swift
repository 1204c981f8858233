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
    private var registers: [Int32] = []

    /// The names of the inputs, for those variables that are some.
    private var inputNames: [Int: String] = [:]

    /// The numbers of the current part's loops.
    private var loops: [LoopID: Int] = [:]

    /// The switches around the current place.
    var choices: [SwitchID: SwitchRegisters] = [:]

    /// The registers of a switch: its value, and whether a case has matched.
    struct SwitchRegisters {
        let value: Int32
        let matched: Int32
    }

    private init(_ page: Page, _ configuration: TemplateConfiguration) {
        self.page = page
        self.configuration = configuration
    }

    /// The program of a page without errors.
    static func program(
        of page: Page,
        _ configuration: TemplateConfiguration
    ) -> TemplateProgram {
        let emitter = ProgramEmitter(page, configuration)
        for part in page.parts { emitter.emit(part) }
        emitter.builder.finish()
        return TemplateProgram(
            page,
            configuration,
            emitter.builder,
            emitter.tables,
            emitter.procedures
        )
    }

    private func emit(_ part: PagePart) {
        builder.beginProcedure()
        registers = [Int32](repeating: Instruction.none, count: part.variableCount)
        inputNames = Dictionary(
            uniqueKeysWithValues: part.inputs.map { ($0.variable.number, $0.name) }
        )
        loops = [:]
        choices = [:]
        tables.loopCount = 0
        builder.place = part.range
        let start = builder.instructions.count
        switch part.body {
        case .nodes(let nodes):
            self.nodes(nodes)
            if case .page = part.kind {
                builder.emitOutput(Instruction(.end))
            } else {
                builder.emitOutput(Instruction(.leave))
            }
        case .value(let plan):
            var give = Instruction(.give)
            give.a = register(of: plan)
            builder.emit(give)
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
                loopCount: tables.loopCount,
                reads: part.reads,
                uses: part.uses
            )
        )
    }

    // MARK: - Variables

    /// The register of a variable; that of an input is found when it is first asked for.
    func register(of variable: VariableID) -> Int32 {
        let known = registers[variable.number]
        guard known < 0, inputNames[variable.number] != nil else { return known }
        let register = builder.allocateForever()
        registers[variable.number] = register
        return register
    }

    /// Lets a variable have a register.
    func set(_ variable: VariableID, to register: Int32) {
        registers[variable.number] = register
    }

    /// Lets a variable be in sight of what is emitted from here on.
    func bind(_ name: String, _ variable: VariableID, to register: Int32, loop: Int? = nil) {
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
    func begin(_ loop: LoopID) -> Int {
        let number = newLoop()
        loops[loop] = number
        return number
    }

    func number(of loop: LoopID) -> Int { loops[loop] ?? 0 }

    /// The number of a loop that has no name.
    func newLoop() -> Int {
        defer { tables.loopCount += 1 }
        return tables.loopCount
    }

    /// The plan of a global variable here.
    func plan(of global: GlobalTarget) -> GlobalPlan {
        GlobalPlan(
            name: global.name,
            registers: [register(of: global.input)] + global.locals.map { register(of: $0) }
        )
    }
}
