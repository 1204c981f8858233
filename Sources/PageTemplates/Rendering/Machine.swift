/// Runs a program over the variables of one render.
///
/// The machine has stacks of its own and no recursion, so it can stop between
/// two instructions and go on later.
///
/// Registers hold pointers to values, never values: nothing is retained while a
/// page renders. This is sound because everything that a register can point to
/// outlives the pointer: the caller's data is retained by `context`, constants
/// by the programs, globals by `cells` that are never changed, and computed
/// values stand in `owned` until their register is computed again or their
/// frame ends, which the compiler lets happen only where nobody can see the old
/// value any more. Arrays are never changed while pointers to their elements
/// are about, so their storage stays.
final class Machine {
    typealias Pointer = UnsafePointer<TemplateValue>

    let context: TemplateContext

    /// The programs that page and macros refer to by name.
    var linked: [String: TemplateProgram]

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

    /// Values that last as long as the render: globals, and variables of the
    /// context that only macros use.
    var cells: [UnsafeMutablePointer<TemplateValue>] = []
    var globals: [String: Pointer] = [:]

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
        for cell in cells {
            cell.deinitialize(count: 1)
            cell.deallocate()
        }
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

    /// Stores a value until the end of the render.
    func keep(_ value: TemplateValue) -> Pointer {
        let cell = UnsafeMutablePointer<TemplateValue>.allocate(capacity: 1)
        cell.initialize(to: value)
        cells.append(cell)
        return Pointer(cell)
    }
}
