/// Runs a program over the variables of one render.
///
/// The machine has stacks of its own and no recursion, so it can stop between
/// two instructions and go on later.
///
/// Registers hold pointers to values, never values: nothing is retained while a
/// page renders. This is sound because everything that a register can point to
/// outlives the pointer: the caller's data is retained by `context`, constants
/// by `program`, computed values stand in `owned` until their register is
/// computed again, which the compiler lets happen only where nobody can see the
/// old value any more, and replaced globals go to `retired`. Arrays are never
/// changed while pointers to their elements are about, so their storage stays.
final class Machine {
    typealias Pointer = UnsafePointer<TemplateValue>

    let program: TemplateProgram
    let context: TemplateContext

    let instructions: UnsafePointer<Instruction>
    let literals: UnsafePointer<UInt8>
    let constants: Pointer
    let attributePlans: UnsafePointer<AttributePlan>
    let registers: UnsafeMutablePointer<Pointer>
    let owned: UnsafeMutablePointer<TemplateValue>
    let loops: UnsafeMutablePointer<LoopState>
    let caches: UnsafeMutablePointer<MemberCache>

    /// The next instruction.
    var position = 0

    /// The handlers around the current instruction, the innermost last.
    var handlers: [ErrorHandler] = []

    /// The error that the current handler is about.
    var currentError: TemplateError?

    /// Values of globals that have been replaced and may still be pointed to.
    var retired: [TemplateValue] = []

    /// Bytes that were taken away before the current buffer.
    var flushed = 0

    var budget: Budget

    /// Where a register that owns no value of its own points to.
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

    /// Where a failure goes on.
    struct ErrorHandler {
        let target: Int
        /// The length of the page to go back to.
        let mark: Int
    }

    init(_ program: TemplateProgram, _ context: TemplateContext) {
        self.program = program
        self.context = context
        budget = Budget(program.configuration.limits)
        // The storage of an array that nobody changes does not move.
        instructions = program.instructions.stableAddress
        literals = program.literals.stableAddress
        constants = program.constants.stableAddress
        attributePlans = program.attributes.stableAddress
        let count = program.registerCount + 1
        owned = .allocate(capacity: count)
        owned.initialize(repeating: .nothing, count: count)
        registers = .allocate(capacity: count)
        registers.initialize(repeating: Pointer(owned), count: count)
        caches = .allocate(capacity: program.cacheCount)
        caches.initialize(repeating: MemberCache(), count: program.cacheCount)
        loops = .allocate(capacity: program.loopCount)
        let idle = LoopState(first: owned, cursor: owned, end: owned)
        loops.initialize(repeating: idle, count: program.loopCount)
        bindFixedRegisters()
        bindInputs()
    }

    deinit {
        owned.deinitialize(count: program.registerCount + 1)
        owned.deallocate()
        registers.deallocate()
        caches.deallocate()
        loops.deallocate()
    }

    /// The register for values that only one instruction needs.
    var scratch: Int32 { Int32(program.registerCount) }

    /// The value that stands for `default`: no value of data is at its address.
    var marker: Pointer { Pointer(owned + Int(TemplateProgram.FixedRegister.marker)) }

    /// What a variable that does not exist points to.
    var undefined: Pointer { Pointer(owned + Int(TemplateProgram.FixedRegister.undefined)) }

    private func bindFixedRegisters() {
        for register in 0..<TemplateProgram.FixedRegister.count {
            registers[register] = Pointer(owned + register)
        }
    }

    private func bindInputs() {
        for input in program.inputs {
            switch input.kind {
            case .variable:
                if let value = context[input.name] {
                    set(input.register, value)
                } else {
                    registers[Int(input.register)] = undefined
                }
            case .options: set(input.register, .mapping(context.options))
            case .contexts: set(input.register, .mapping(context.all))
            }
        }
    }

    /// Stores a computed value and lets the register point to it.
    func set(_ register: Int32, _ value: TemplateValue) {
        owned[Int(register)] = value
        registers[Int(register)] = Pointer(owned + Int(register))
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
