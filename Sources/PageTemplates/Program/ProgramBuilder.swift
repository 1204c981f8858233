// SPDX-License-Identifier: Apache-2.0

/// Collects instructions, literals and registers while a program is made.
struct ProgramBuilder {
    /// Where the instructions that are emitted come from.
    var place = 0..<0

    private(set) var instructions: [Instruction] = []
    private(set) var places: [Range<Int>] = []

    /// For each instruction that reads a variable of the render, where the
    /// template names it.
    private(set) var variablePlaces: [Int: Range<Int>] = [:]

    /// Where the template names the variable of a register the last time.
    var variableUses: [Register: Range<Int>] = [:]

    private(set) var literals: [UInt8] = []
    private(set) var registerCount = Register.fixedCount
    private(set) var cacheCount = 0
    var symbols = SymbolTable()

    /// What names mean at the instructions.
    var scopes = ScopeTable()

    /// The static bytes since the last instruction that writes.
    private var pending: [UInt8] = []

    /// The instructions that labels lead to.
    private var labels: [Address] = []
    private var freeRegisters: [Register] = []
    private var scopedRegisters: [Register] = []
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
        emitOutput(.literal)
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
    mutating func emit(_ operation: Operation) {
        emit(Instruction(operation: operation))
    }

    /// Adds an instruction that carries the static bytes before it.
    mutating func emitOutput(_ operation: Operation) {
        emit(Instruction(literal: takeLiteral(), operation: operation))
    }

    private mutating func emit(_ instruction: Instruction) {
        if let variable = instruction.operation.variable, let use = variableUses[variable] {
            variablePlaces[instructions.count] = use
        }
        instructions.append(instruction)
        places.append(place)
        scopes.note(places.count - 1)
    }

    /// A label to be bound later.
    mutating func label() -> Address {
        labels.append(.nowhere)
        return Address(number: Int32(labels.count - 1))
    }

    /// Binds a label that jumps from computations lead to.
    mutating func bindValue(_ label: Address) {
        labels[label.position] = Address(number: Int32(instructions.count))
    }

    /// Binds a label that jumps between written parts lead to.
    mutating func bind(_ label: Address) {
        flush()
        bindValue(label)
    }

    /// A jump that leaves the static bytes before it to its target.
    mutating func jumpValue(to label: Address) {
        emit(.jump(to: label))
    }

    /// A jump behind the static bytes before it.
    mutating func jump(to label: Address) {
        emitOutput(.jump(to: label))
    }
}

// MARK: Registers and names

extension ProgramBuilder {
    /// A register until ``release(to:)``.
    mutating func allocate() -> Register {
        let register = freeRegisters.popLast() ?? allocateForever()
        scopedRegisters.append(register)
        return register
    }

    /// A register that keeps its value to the end of the render.
    mutating func allocateForever() -> Register {
        defer { registerCount += 1 }
        return Register(number: Int32(registerCount))
    }

    /// The registers in use, to be given back with ``release(to:)``.
    func mark() -> Int { scopedRegisters.count }

    mutating func release(to mark: Int) {
        freeRegisters += scopedRegisters[mark...].reversed()
        scopedRegisters.removeSubrange(mark...)
    }

    /// Lets a variable be in sight of the next instructions.
    mutating func bind(_ name: String, _ register: Register, loop: Int32?) {
        scopes.bind(symbols.add(name), register, loop: loop)
    }

    /// A member of the value in a register, with a cache of its own.
    mutating func member(_ name: String, of register: Register) -> Operand {
        defer { cacheCount += 1 }
        return Operand(register: register, member: symbols.add(name), cache: Int32(cacheCount))
    }
}

// MARK: Procedures

extension ProgramBuilder {
    /// Starts a procedure with registers of its own.
    mutating func beginProcedure() {
        registerCount = Register.fixedCount
        freeRegisters = []
        scopedRegisters = []
        variableUses = [:]
        scopes.beginProcedure()
    }

    /// Ends the program: labels become places, literals get their padding.
    mutating func finish() {
        literals += [UInt8](repeating: 0, count: TemplateOutput.literalPadding)
        let places = labels
        for index in instructions.indices {
            instructions[index].operation = instructions[index].operation.mappingAddresses {
                $0.isSomewhere ? places[$0.position] : $0
            }
        }
    }
}
