// SPDX-License-Identifier: Apache-2.0

/// One render of a page: all that changes while programs run.
///
/// The run has stacks of its own, so it can stop between two instructions and go on
/// later. It is no class and cannot be copied: who runs it has it alone.
///
/// Registers hold pointers to values, never values: nothing is retained while a
/// page renders. This is sound because everything that a register can point to
/// outlives the pointer: the caller's data is retained by `context`, constants
/// by the programs, globals stand in cells of `globals` that are never changed
/// and are freed only where no register points into them, and computed
/// values stand in the frame until their register is computed again or their
/// frame ends, which the compiler lets happen only where nobody can see the old
/// value any more. Arrays are never changed while pointers to their elements
/// are about, so their storage stays.
struct PageRun: ~Copyable {
    typealias Pointer = UnsafePointer<TemplateValue>

    let context: TemplateContext

    /// The limits, which are those of the page wherever its macros come from.
    let limits: TemplateLimits
    let translation: Translation
    var budget: Budget

    /// The page, but for the bytes that were taken away before.
    var output = TemplateOutput(capacity: 0)
    var flushed = 0

    // MARK: Programs

    /// The programs that page and macros refer to by name.
    private(set) var linked: LinkedTemplates

    /// Whether the page has begun, which is when its names are compared with the data's.
    var hasBegun = false

    /// What has been added to `linked`.
    private var known: [ObjectIdentifier: LinkedTemplates] = [:]
    var programs: LoadedPrograms

    // MARK: Calls

    /// Calls that have not returned, the page first and the current one last.
    var frames: [Frame] = []
    var registerMemory: FrameMemory<Pointer>
    var valueMemory: FrameMemory<TemplateValue>
    var loopMemory: FrameMemory<LoopState>

    /// The macros that are called, and the innermost one that the current place is in.
    var macrosInUse: [MacroInUse] = []
    var innermostMacro = -1

    // What the current frame works with, so that no instruction has to look for it.
    var loaded: LoadedProgram
    var registers: UnsafeMutablePointer<Pointer>
    var owned: UnsafeMutablePointer<TemplateValue>
    var loops: UnsafeMutablePointer<LoopState>

    /// The values of the registers that always mean the same, those of the page's frame.
    private let fixed: UnsafeMutablePointer<TemplateValue>

    /// The next instruction, where the run stands still or another procedure goes on.
    var position = 0

    /// The instruction that calls a function of Python.
    var callStep = 0

    // MARK: What is open

    /// The handlers around the current instruction, the innermost last.
    var handlers: [ErrorHandler] = []

    /// The content that is being captured, the innermost last.
    var captures: [Capture] = []

    /// Where the page has content whose first line end a browser drops; `nil` where that is
    /// settled.
    var contents: [Int?] = []

    /// The parts of messages that have been captured.
    var parts: [CapturedPart] = []

    /// The error that the current handler is about.
    var currentError: TemplateError?

    /// The errors that scripts are handling, the innermost last; `nil` where a
    /// `finally` runs without one.
    var handled: [TemplateError?] = []

    /// The limit that was met while an expression of the application asked for a
    /// value, which ends the page whatever the application makes of it.
    var finalError: TemplateError?

    // MARK: Variables

    /// The globals, and the variables of the context that macros use.
    var globals = Globals()

    /// All variables of the context, once `CONTEXTS` has asked for them.
    private var contexts: TemplateMapping?

    /// The variables that were looked at for callees and have not been counted as
    /// steps yet.
    var searched = 0

    init(_ page: LinkedProgram, _ context: TemplateContext) {
        self.context = context
        linked = page.others
        limits = page.program.configuration.limits
        translation = Translation(
            by: page.program.configuration.translator,
            page.program.catalogs,
            into: context.languages,
            lengthLimit: limits.string
        )
        budget = Budget(limits)
        programs = LoadedPrograms(page.program, translation)
        loaded = programs[0]
        let procedure = page.program.procedures[0]
        registerMemory = FrameMemory(capacity: max(procedure.registerCount, Self.leastCapacity))
        valueMemory = FrameMemory(capacity: max(procedure.registerCount, Self.leastCapacity))
        loopMemory = FrameMemory(capacity: max(procedure.loopCount, Self.leastCapacity / 4))
        owned = valueMemory.push(procedure.registerCount, repeating: .nothing)
        fixed = owned
        registers = registerMemory.push(procedure.registerCount, repeating: Pointer(fixed))
        loops = loopMemory.push(procedure.loopCount, repeating: Self.idle(Pointer(fixed)))
        beginPage(procedure)
    }

    /// How many registers the first frames have room for.
    private static let leastCapacity = 64

    private mutating func beginPage(_ procedure: Procedure) {
        let frame = Frame(
            kind: .page,
            program: 0,
            procedure: 0,
            registers: registers,
            owned: owned,
            registerCount: procedure.registerCount,
            loops: loops,
            loopCount: procedure.loopCount,
            callPosition: 0,
            returnPosition: 0,
            macroAround: -1,
            setting: PartSetting()
        )
        fix(frame)
        frames.append(frame)
        bindInputs(of: frame)
    }

    /// Lets the registers of a frame that always mean the same mean that.
    func fix(_ frame: Frame) {
        for register in 0..<Register.fixedCount {
            frame.registers[register] = Pointer(fixed + register)
        }
    }

    /// A loop that does not run.
    static func idle(_ pointer: Pointer) -> LoopState {
        LoopState(first: pointer, cursor: pointer, end: pointer)
    }

    // MARK: Registers

    /// What a register points to.
    subscript(register: Register) -> Pointer {
        @inline(__always) get { registers[Int(register.number)] }
        @inline(__always) nonmutating set { registers[Int(register.number)] = newValue }
    }

    /// Stores a computed value and lets the register point to it.
    func set(_ register: Register, _ value: TemplateValue) {
        let place = owned + Int(register.number)
        place.pointee = value
        self[register] = Pointer(place)
    }

    /// The value of what nothing has been computed into.
    var nothing: Pointer { Pointer(fixed + Int(Register.nothing.number)) }

    /// The value that stands for `default`: no value of data is at its address.
    var marker: Pointer { Pointer(fixed + Int(Register.marker.number)) }

    /// What a variable that does not exist points to.
    var undefined: Pointer { Pointer(fixed + Int(Register.undefined.number)) }

    /// The place of a value that only one instruction needs.
    var scratch: UnsafeMutablePointer<TemplateValue> { owned + Int(Register.scratch.number) }

    // MARK: Programs

    var program: TemplateProgram { loaded.program }

    /// Lets the page find the templates that a macro refers to.
    mutating func link(_ templates: LinkedTemplates) {
        guard templates !== linked, known[ObjectIdentifier(templates)] == nil else { return }
        known[ObjectIdentifier(templates)] = templates
        linked = linked.adding(templates)
    }

    /// All variables of the context.
    mutating func allContexts() -> TemplateMapping {
        if let contexts { return contexts }
        let all = context.all
        contexts = all
        return all
    }
}
