/// Runs a program over the variables of one render.
///
/// The machine has stacks of its own and no recursion, so it can stop between
/// two instructions and go on later.
///
/// Registers hold pointers to values, never values: nothing is retained while a
/// page renders. This is sound because everything that a register can point to
/// outlives the pointer: the caller's data is retained by `context`, constants
/// by the programs, globals stand in cells of `globals` that are never changed
/// and are freed only where no register points into them, and computed
/// values stand in `owned` until their register is computed again or their
/// frame ends, which the compiler lets happen only where nobody can see the old
/// value any more. Arrays are never changed while pointers to their elements
/// are about, so their storage stays.
final class Machine {
    typealias Pointer = UnsafePointer<TemplateValue>

    let context: TemplateContext

    /// The programs that page and macros refer to by name.
    private(set) var linked: LinkedTemplates

    /// What has been added to `linked`.
    private var known: [ObjectIdentifier: LinkedTemplates] = [:]

    /// The limits, which are those of the page wherever its macros come from.
    let limits: TemplateLimits

    /// Calls that have not returned, the page first and the current one last.
    var frames: [Frame] = []

    /// The macros that are in use, the innermost last.
    var macrosInUse: [MacroInUse] = []

    /// The programs that have run, and their tables.
    var programs: [ProgramTables] = []

    // What the current frame works with, so that no instruction has to look for
    // it in `frames`.
    var program: TemplateProgram
    var instructions: UnsafePointer<Instruction>
    var literals: UnsafePointer<UInt8>
    var constants: Pointer
    var attributePlans: UnsafePointer<AttributePlan>
    var caches: UnsafeMutablePointer<MemberCache>
    var registers: UnsafeMutablePointer<Pointer>
    var owned: UnsafeMutablePointer<TemplateValue>
    var loops: UnsafeMutablePointer<LoopState>

    let translation: Translation

    /// The next instruction.
    var position = 0

    /// The handlers around the current instruction, the innermost last.
    var handlers: [ErrorHandler] = []

    /// The content that is being captured, the innermost last.
    var captures: [Capture] = []

    /// The parts of messages that have been captured.
    var parts: [CapturedPart] = []

    /// The error that the current handler is about.
    var currentError: TemplateError?

    /// The errors that scripts are handling, the innermost last; `nil` where a
    /// `finally` runs without one.
    var handled: [TemplateError?] = []

    /// The globals, and the variables of the context that macros use.
    var globals = Globals()

    /// All variables of the context, for `CONTEXTS`.
    lazy var contexts = TemplateValue.mapping(context.all)

    /// The limit that was met while an expression of the application asked for a
    /// value, which ends the page whatever the application makes of it.
    var finalError: TemplateError?

    /// The variables that were looked at for callees and have not been counted as
    /// steps yet.
    var searched = 0

    /// Bytes that were taken away before the current buffer.
    var flushed = 0

    var budget: Budget

    /// The values of the registers that always mean the same.
    private let fixed: UnsafeMutablePointer<TemplateValue>

    init(_ page: LinkedProgram, _ context: TemplateContext) {
        self.context = context
        linked = page.others
        program = page.program
        limits = program.configuration.limits
        translation = Translation(
            translator: program.configuration.translator,
            languages: context.languages,
            lengthLimit: limits.string
        )
        budget = Budget(limits)
        fixed = .allocate(capacity: TemplateProgram.FixedRegister.count)
        fixed.initialize(repeating: .nothing, count: TemplateProgram.FixedRegister.count)
        let tables = ProgramTables(program)
        let frame = Frame(.page, program.procedures[0], tables: 0, fixed: fixed)
        programs = [tables]
        instructions = tables.instructions
        literals = tables.literals
        constants = tables.constants
        attributePlans = tables.attributePlans
        caches = tables.caches
        registers = frame.registers
        owned = frame.owned
        loops = frame.loops
        frames = [frame]
        bindInputs(of: frame)
    }

    deinit {
        for frame in frames { frame.deallocate() }
        for tables in programs { tables.deallocate() }
        globals.deallocate()
        fixed.deinitialize(count: TemplateProgram.FixedRegister.count)
        fixed.deallocate()
    }

    /// The value that stands for `default`: no value of data is at its address.
    var marker: Pointer { Pointer(fixed + Int(TemplateProgram.FixedRegister.marker)) }

    /// What a variable that does not exist points to.
    var undefined: Pointer { Pointer(fixed + Int(TemplateProgram.FixedRegister.undefined)) }

    /// The place of a value that only one instruction needs.
    var scratch: UnsafeMutablePointer<TemplateValue> {
        owned + Int(TemplateProgram.FixedRegister.scratch)
    }

    /// A frame for a procedure of a program.
    func frame(_ kind: Frame.Kind, _ procedure: Procedure, tables: Int) -> Frame {
        Frame(kind, procedure, tables: tables, fixed: fixed)
    }

    /// Stores a computed value and lets the register point to it.
    func set(_ register: Int32, _ value: TemplateValue) {
        owned[Int(register)] = value
        registers[Int(register)] = Pointer(owned + Int(register))
    }

    /// Lets the page find the templates that a macro refers to.
    func link(_ templates: LinkedTemplates) {
        guard templates !== linked, known[ObjectIdentifier(templates)] == nil else { return }
        known[ObjectIdentifier(templates)] = templates
        linked = linked.adding(templates)
    }
}
