import TemplateSyntax

extension Machine {
    typealias Step = UnsafePointer<Instruction>

    /// The value that an instruction is about: a register, or a member of it.
    ///
    /// `nil` where it is not there and the instruction goes on elsewhere.
    @inline(__always)
    func value(of step: Step, in register: Int32) throws(TemplateError) -> Pointer? {
        let object = registers[Int(register)]
        guard step.pointee.operand >= 0 else { return object }
        if case .mapping(let mapping) = object.pointee {
            let cache = caches + Int(step.pointee.cache)
            if cache.pointee.shapeID == mapping.shapeID {
                return mapping.pointer(to: cache.pointee.slot)
            }
        }
        return try member(step, of: object)
    }

    /// A member that the cache does not know.
    @inline(never)
    private func member(_ step: Step, of object: Pointer) throws(TemplateError) -> Pointer? {
        let symbol = program.symbols[Int(step.pointee.operand)]
        if case .mapping(let mapping) = object.pointee, let slot = mapping.index(of: symbol) {
            caches[Int(step.pointee.cache)] = .init(shapeID: mapping.shapeID, slot: slot)
            return mapping.pointer(to: slot)
        }
        return try member(named: symbol, of: object, step)
    }

    /// A member by its name, wherever it comes from.
    func member(
        named name: String,
        of object: Pointer,
        _ step: Step
    ) throws(TemplateError) -> Pointer? {
        if object == undefined { return try missingVariable(step) }
        switch object.pointee {
        case .mapping(let mapping):
            if let slot = mapping.index(of: name) { return mapping.pointer(to: slot) }
        case .list(let elements):
            if let index = Int(name), name.utf8.allSatisfy(\.isDigit), index < elements.count {
                return elements.pointer(to: index)
            }
        case .object(is DeferredExpression):
            return try memberOfValue(named: name, of: object, step)
        case .object(let foreign):
            let found = try asking(step) { try foreign.member(name) }
            if let found {
                scratch.pointee = found
                return Pointer(scratch)
            }
        default:
            break
        }
        return try missing(name, in: object, step)
    }

    /// A member of the value of a deferred expression.
    private func memberOfValue(
        named name: String,
        of deferred: Pointer,
        _ step: Step
    ) throws(TemplateError) -> Pointer? {
        guard let object = try settled(deferred, step),
            let found = try member(named: name, of: object, step)
        else {
            return nil
        }
        // The member would not outlive the object, which stands in the scratch
        // register.
        let value = found.pointee
        scratch.pointee = value
        return Pointer(scratch)
    }

    /// A value at the end of a path: deferred expressions are evaluated, objects
    /// that can be called are.
    ///
    /// `nil` where the call says that something is not there and the instruction
    /// goes on elsewhere.
    @inline(__always)
    func finished(_ value: Pointer, _ step: Step) throws(TemplateError) -> Pointer? {
        guard case .object = value.pointee else { return value }
        return try called(value, step)
    }

    @inline(never)
    private func called(_ object: Pointer, _ step: Step) throws(TemplateError) -> Pointer? {
        guard let value = try settled(object, step) else { return nil }
        guard step.pointee.calls, case .object(let foreign) = value.pointee else { return value }
        let answer = try asking(step) { try foreign.call() ?? .object(foreign) }
        guard let result = answer else { return nil }
        scratch.pointee = result
        return Pointer(scratch)
    }

    /// Lets a register have a value; one that stands in the scratch register is
    /// moved out of it.
    func bind(_ register: Int32, to value: Pointer) {
        if value == Pointer(scratch) {
            set(register, value.pointee)
        } else {
            registers[Int(register)] = value
        }
    }

    /// Asks the application, and makes an error of the engine of its failure.
    ///
    /// A failure that says that something is not there leads on like a member
    /// that is not there.
    func asking<Result>(
        _ step: Step,
        _ question: () throws -> Result?
    ) throws(TemplateError) -> Result? {
        do {
            return try question()
        } catch let error as TemplateError {
            if error.code.isAbsence, step.pointee.failure >= 0 { return nil }
            throw error.located(in: program.source.file, at: place(of: step))
        } catch {
            throw failure(.objectFailed, "the application failed to give a value", step, error)
        }
    }
}

extension [TemplateValue] {
    /// Where an element stands, as long as the array does.
    @inline(__always)
    func pointer(to index: Int) -> UnsafePointer<TemplateValue> {
        withUnsafeBufferPointer { elements in
            // An element that exists has an address.
            elements.baseAddress.unsafelyUnwrapped + index
        }
    }
}
