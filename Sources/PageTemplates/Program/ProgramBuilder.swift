/// Collects instructions, literals and tables while a template is compiled.
struct ProgramBuilder {
    /// A place in the program that may not be known yet.
    struct Label {
        let number: Int32
    }

    /// Where the instructions that are emitted come from.
    var place = 0..<0

    private(set) var instructions: [Instruction] = []
    private(set) var places: [Range<Int>] = []

    /// For each instruction that reads a variable of the render, where the
    /// template names it.
    private(set) var variablePlaces: [Int: Range<Int>] = [:]

    /// Where the template names the variable of a register the last time.
    var variableUses: [Int32: Range<Int>] = [:]

    private(set) var literals: [UInt8] = []
    private(set) var registerCount = TemplateProgram.FixedRegister.count
    private(set) var cacheCount = 0
    private(set) var symbols: [String] = []
    private(set) var constants: [TemplateValue] = []

    /// What names mean at the instructions.
    var scopes = ScopeTable()

    /// The static bytes since the last instruction that writes.
    private var pending: [UInt8] = []
    private var labels: [Int32] = []
    private(set) var symbolNumbers: [String: Int32] = [:]
    private var freeRegisters: [Int32] = []
    private var scopedRegisters: [Int32] = []
}

// MARK: Literals

extension ProgramBuilder {
    /// Adds static bytes to the page.
    mutating func write(_ bytes: some Sequence<UInt8>) {
        pending.append(contentsOf: bytes)
    }

    /// Stores bytes without adding them to the page.
    mutating func literal(_ bytes: some Collection<UInt8>) -> Instruction.Literal {
        let start = Int32(literals.count)
        literals.append(contentsOf: bytes)
        return .init(start: start, count: Int32(bytes.count))
    }

    /// Makes sure that everything written so far is written before what follows,
    /// on whatever way that is reached.
    mutating func flush() {
        guard !pending.isEmpty else { return }
        emitOutput(Instruction(.literal))
    }

    private mutating func takeLiteral() -> Instruction.Literal {
        defer { pending.removeAll(keepingCapacity: true) }
        return literal(pending)
    }
}

// MARK: Instructions

extension ProgramBuilder {
    /// Adds an instruction that computes and neither writes nor ends a path
    /// that static bytes are on.
    mutating func emit(_ instruction: Instruction) {
        if let use = variableUses[instruction.b] ?? variableUses[instruction.a] {
            variablePlaces[instructions.count] = use
        }
        instructions.append(instruction)
        places.append(place)
        scopes.note(places.count - 1)
    }

    /// Adds an instruction that carries the static bytes before it.
    mutating func emitOutput(_ instruction: Instruction) {
        var carrying = instruction
        carrying.literal = takeLiteral()
        emit(carrying)
    }

    /// A label to be bound later.
    mutating func label() -> Label {
        labels.append(Instruction.none)
        return Label(number: Int32(labels.count - 1))
    }

    /// Binds a label that jumps from computations lead to.
    mutating func bindValue(_ label: Label) {
        labels[Int(label.number)] = Int32(instructions.count)
    }

    /// Binds a label that jumps between written parts lead to.
    mutating func bind(_ label: Label) {
        flush()
        bindValue(label)
    }

    /// A jump that leaves the static bytes before it to its target.
    mutating func jumpValue(to label: Label) {
        var jump = Instruction(.jump)
        jump.target = label.number
        emit(jump)
    }

    /// A jump behind the static bytes before it.
    mutating func jump(to label: Label) {
        var jump = Instruction(.jump)
        jump.target = label.number
        emitOutput(jump)
    }
}

// MARK: Registers and tables

extension ProgramBuilder {
    /// A register until ``release(to:)``.
    mutating func allocate() -> Int32 {
        let register = freeRegisters.popLast() ?? allocateForever()
        scopedRegisters.append(register)
        return register
    }

    /// A register that keeps its value to the end of the render.
    mutating func allocateForever() -> Int32 {
        defer { registerCount += 1 }
        return Int32(registerCount)
    }

    /// The registers in use, to be given back with ``release(to:)``.
    func mark() -> Int { scopedRegisters.count }

    mutating func release(to mark: Int) {
        freeRegisters += scopedRegisters[mark...].reversed()
        scopedRegisters.removeSubrange(mark...)
    }

    /// Lets a variable be in sight of the next instructions.
    mutating func bind(_ name: String, _ register: Int32, loop: Int?) {
        scopes.bind(symbol(name), register, loop: loop)
    }

    mutating func symbol(_ name: String) -> Int32 {
        if let known = symbolNumbers[name] { return known }
        let number = Int32(symbols.count)
        symbols.append(name)
        symbolNumbers[name] = number
        return number
    }

    mutating func cache() -> Int32 {
        defer { cacheCount += 1 }
        return Int32(cacheCount)
    }

    mutating func constant(_ value: TemplateValue) -> Int32 {
        constants.append(value)
        return Int32(constants.count - 1)
    }
}

// MARK: Procedures

extension ProgramBuilder {
    /// Starts a procedure with registers of its own.
    mutating func beginProcedure() {
        registerCount = TemplateProgram.FixedRegister.count
        freeRegisters = []
        scopedRegisters = []
        variableUses = [:]
        scopes.beginProcedure()
    }

    /// Ends the program: labels become places, literals get their padding.
    mutating func finish() {
        literals += [UInt8](repeating: 0, count: TemplateOutput.literalPadding)
        // Passing an instruction to a function of the builder would copy all of
        // them each time.
        let places = labels
        for index in instructions.indices {
            let (target, failure) = (instructions[index].target, instructions[index].failure)
            if target >= 0 { instructions[index].target = places[Int(target)] }
            if failure >= 0 { instructions[index].failure = places[Int(failure)] }
        }
    }
}
