/// A call that runs: its registers, and where it goes on when it ends.
struct Frame {
    let kind: Kind
    let procedure: Procedure

    /// The program of the procedure, among those of the machine.
    let tables: Int

    let registers: UnsafeMutablePointer<Machine.Pointer>
    let owned: UnsafeMutablePointer<TemplateValue>
    let loops: UnsafeMutablePointer<Machine.LoopState>

    /// Where the caller goes on.
    var returnPosition = 0

    /// The call: what errors show, and whose scope the frame sees.
    var callPosition = 0

    /// The name for `macroname`.
    var macroName: String?

    /// The macros in use that are hidden while a filler runs: those that the
    /// filler is not inside of.
    var hiddenMacros: ArraySlice<MacroInUse> = []

    enum Kind {
        case page
        /// A macro that is used.
        case macro
        /// A macro where it is defined.
        case definition
        case filler
        /// A deferred expression that is used.
        case expression(DeferredExpression)

        var isMacro: Bool {
            if case .macro = self { true } else { false }
        }

        var isExpression: Bool {
            if case .expression = self { true } else { false }
        }
    }

    init(
        _ kind: Kind,
        _ procedure: Procedure,
        tables: Int,
        fixed: UnsafeMutablePointer<TemplateValue>
    ) {
        self.kind = kind
        self.procedure = procedure
        self.tables = tables
        let count = procedure.registerCount
        owned = .allocate(capacity: count)
        owned.initialize(repeating: .nothing, count: count)
        registers = .allocate(capacity: count)
        registers.initialize(repeating: Machine.Pointer(fixed), count: count)
        for register in 0..<TemplateProgram.FixedRegister.count {
            registers[register] = Machine.Pointer(fixed + register)
        }
        let idle = Machine.LoopState(first: fixed, cursor: fixed, end: fixed)
        loops = .allocate(capacity: procedure.loopCount)
        loops.initialize(repeating: idle, count: procedure.loopCount)
    }

    /// Stores a value in a register.
    func own(_ value: TemplateValue, _ register: Int32) -> Machine.Pointer {
        owned[Int(register)] = value
        return Machine.Pointer(owned + Int(register))
    }

    func deallocate() {
        owned.deinitialize(count: procedure.registerCount)
        owned.deallocate()
        registers.deallocate()
        loops.deallocate()
    }
}

/// A macro in use: who fills its slots.
struct MacroInUse {
    /// The fillers by the names of the slots, procedures of the user's program.
    let fillers: [String: Int]

    /// The user's program, among those of the machine.
    let tables: Int

    /// Whether the user is a macro itself that extends this one.
    let isExtension: Bool
}

extension Machine {
    /// A slot of a mapping that a member was found in before.
    struct MemberCache {
        /// The shape whose slot is known; no shape has the number 0.
        var shapeID = 0
        var slot = 0
    }

    /// A loop that runs.
    struct LoopState {
        var first: Pointer
        var cursor: Pointer
        var end: Pointer
        /// Whether the items are keys of a mapping.
        var areKeys = false

        var index: Int { cursor - first }
        var count: Int { end - first }
    }

    /// Where a failure goes on, and what was going on there.
    struct ErrorHandler {
        let target: Int
        /// The length of the page to go back to.
        let mark: Int
        let frameCount: Int
        let macrosInUse: [MacroInUse]
        let captureCount: Int
        let partCount: Int

        /// Whether a script handles the failure.
        let isScript: Bool

        /// The failures that scripts were handling.
        let handledCount: Int
    }
}

/// The tables of a program as the machine reads them.
struct ProgramTables {
    let program: TemplateProgram
    let instructions: UnsafePointer<Instruction>
    let literals: UnsafePointer<UInt8>
    let constants: UnsafePointer<TemplateValue>
    let attributePlans: UnsafePointer<AttributePlan>
    let caches: UnsafeMutablePointer<Machine.MemberCache>

    init(_ program: TemplateProgram) {
        self.program = program
        // The storage of an array that nobody changes does not move.
        instructions = program.instructions.stableAddress
        literals = program.literals.stableAddress
        constants = program.constants.stableAddress
        attributePlans = program.tables.attributes.stableAddress
        caches = .allocate(capacity: program.cacheCount)
        caches.initialize(repeating: Machine.MemberCache(), count: program.cacheCount)
    }

    func deallocate() {
        caches.deallocate()
    }
}

extension Array {
    /// Where the elements stand, as long as the array does; nobody reads from
    /// the address of an empty one.
    fileprivate var stableAddress: UnsafePointer<Element> {
        withUnsafeBufferPointer { elements in
            let nowhere = UnsafePointer<Element>(bitPattern: MemoryLayout<Element>.alignment)
            return elements.baseAddress ?? nowhere.unsafelyUnwrapped
        }
    }
}
