// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

// What operands and paths stand for.
extension PageRun {
    /// The value of an operand: a register, or a member of it.
    ///
    /// `nil` where it is not there and the instruction goes on elsewhere.
    @inline(__always)
    mutating func value(
        of operand: Operand,
        at step: Int
    ) throws(TemplateError) -> Pointer? {
        let object = self[operand.register]
        guard operand.member != .none else { return object }
        // Read before the mapping is: an atomic load would have it retained around.
        let known = loaded.caches[Int(operand.cache)].content
        if case .mapping(let mapping) = object.pointee, mapping.shapeID == known.shapeID {
            return mapping.pointer(to: known.slot)
        }
        return try member(operand, of: object, at: step)
    }

    /// A member that the cache does not know.
    @inline(never)
    private mutating func member(
        _ operand: Operand,
        of object: Pointer,
        at step: Int
    ) throws(TemplateError) -> Pointer? {
        switch object.pointee {
        case .mapping(let mapping):
            if let slot = mapping.index(of: program.symbols[operand.member]) {
                loaded.caches[Int(operand.cache)].note(slot, in: mapping.shapeID)
                return mapping.pointer(to: slot)
            }
        case .object(let foreign as ModelObject):
            if let value = member(operand, of: foreign) { return keep(value) }
        default: break
        }
        return try member(program.symbols[operand.member], of: object, operand.failure, at: step)
    }

    /// A member of a model, which is found where another one of its type had it.
    private func member(_ operand: Operand, of model: ModelObject) -> TemplateValue? {
        let cache = loaded.caches + Int(operand.cache)
        let known = cache.pointee.content
        if known.shapeID == model.shape.id { return model.member(at: known.slot) }
        guard let slot = model.shape.index(of: program.symbols[operand.member]) else { return nil }
        cache.pointee.note(slot, in: model.shape.id)
        return model.member(at: slot)
    }

    /// A member by its name, wherever it comes from.
    mutating func member(
        _ name: String,
        of object: Pointer,
        _ failure: Address,
        at step: Int
    ) throws(TemplateError) -> Pointer? {
        if object == undefined {
            try failUnlessAbsent(failure, at: step)
            return nil
        }
        switch object.pointee {
        case .mapping(let mapping):
            if let slot = mapping.index(of: name) { return mapping.pointer(to: slot) }
        case .list(let elements):
            if let index = Int(name), name.utf8.allSatisfy(\.isDigit), index < elements.count {
                return elements.pointer(to: index)
            }
        case .object(is DeferredExpression):
            guard let value = try settled(object, failure, at: step),
                let found = try member(name, of: value, failure, at: step)
            else {
                return nil
            }
            // The member would not outlive the object, which stands in the scratch
            // register.
            return keep(found.pointee)
        case .object(let foreign):
            let canFail = failure.isSomewhere
            if let found = try readableMember(name, of: foreign, canFail: canFail) {
                return keep(found)
            }
        default:
            break
        }
        try failUnlessAbsent(name, in: object.pointee, failure)
        return nil
    }

    /// Lets the scratch register hold a value.
    private func keep(_ value: consuming TemplateValue) -> Pointer {
        scratch.pointee = value
        return Pointer(scratch)
    }

    // MARK: - Ends of paths

    /// A value at the end of a path: deferred expressions are evaluated, objects
    /// that can be called are.
    ///
    /// `nil` where the call says that something is not there and the instruction
    /// goes on elsewhere.
    @inline(__always)
    mutating func finished(
        _ value: Pointer,
        _ operand: Operand,
        at step: Int
    ) throws(TemplateError) -> Pointer? {
        guard case .object = value.pointee else { return value }
        return try called(value, operand.failure, isCalled: operand.isCalled, at: step)
    }

    @inline(never)
    private mutating func called(
        _ object: Pointer,
        _ failure: Address,
        isCalled: Bool,
        at step: Int
    ) throws(TemplateError) -> Pointer? {
        guard let value = try settled(object, failure, at: step) else { return nil }
        guard isCalled, case .object(let foreign) = value.pointee else { return value }
        let result = try TemplateError.asking(canFail: failure.isSomewhere) {
            try foreign.call() ?? .object(foreign)
        }
        return result.map { keep($0) }
    }

    /// The value of a variable, which may be that of a deferred expression.
    ///
    /// `nil` where that is not there and the instruction goes on elsewhere.
    private mutating func settled(
        _ value: Pointer,
        _ failure: Address,
        at step: Int
    ) throws(TemplateError) -> Pointer? {
        guard case .object(let object) = value.pointee,
            let deferred = object as? DeferredExpression
        else {
            return value
        }
        do throws(TemplateError) {
            return try deferred.value(in: &self, at: step)
        } catch {
            guard isAbsence(error), failure.isSomewhere else { throw error }
            return nil
        }
    }

    // MARK: - Steps

    /// Lets a register have the value of an operand.
    mutating func load(
        _ operand: Operand,
        into result: Register,
        _ next: inout Int
    ) throws(TemplateError) {
        let found = try value(of: operand, at: next - 1)
        if operand.member == .none, found == undefined {
            try failUnlessAbsent(operand.failure, at: next - 1)
            next = operand.failure.position
        } else {
            try finish(found, operand, into: result, &next)
        }
    }

    /// Takes a step whose key, or list of keys, a register holds.
    mutating func loadMember(
        of operand: Operand,
        named key: Register,
        into result: Register,
        _ next: inout Int
    ) throws(TemplateError) {
        let step = next - 1
        let key = self[key].pointee
        var found = self[operand.register]
        if found == undefined {
            try failUnlessAbsent(operand.failure, at: step)
            next = operand.failure.position
            return
        }
        try budget.take(through: key)
        for key in key.pythonListItems ?? [key] {
            let name = try key.textForm(&budget)
            try budget.take(steps: name.steps)
            try checkPrivate(name)
            guard let member = try member(name, of: found, operand.failure, at: step) else {
                next = operand.failure.position
                return
            }
            bind(result, to: member)
            found = self[result]
        }
        try finish(found, operand, into: result, &next)
    }

    /// Takes a step through a namespace.
    mutating func look(
        in operand: Operand,
        _ plan: NamespacePlan,
        into result: Register,
        _ next: inout Int
    ) throws(TemplateError) {
        let variable = self[operand.register]
        var object: Pointer?
        if variable == undefined {
            try failUnlessAbsent(operand.failure, at: next - 1)
        } else {
            object = try settled(variable, operand.failure, at: next - 1)
        }
        guard let object else {
            next = operand.failure.position
            return
        }
        let name =
            switch plan.name {
            case .literal(let name): name
            case .register(let register): self[register].pointee.textForm
            }
        let found = try TemplateError.asking(canFail: operand.failure.isSomewhere) {
            try plan.namespace.value(of: name, in: object.pointee)
        }
        guard let found else {
            try failUnlessAbsent("\(plan.prefix):\(name)", in: object.pointee, operand.failure)
            next = operand.failure.position
            return
        }
        set(result, found)
        try finish(self[result], operand, into: result, &next)
    }

    /// Lets a register have a value at the end of a path.
    private mutating func finish(
        _ value: Pointer?,
        _ operand: Operand,
        into result: Register,
        _ next: inout Int
    ) throws(TemplateError) {
        if let value, let finished = try finished(value, operand, at: next - 1) {
            bind(result, to: finished)
        } else {
            next = operand.failure.position
        }
    }

    /// Lets a register have a value; one that stands in the scratch register is
    /// moved out of it.
    func bind(_ register: Register, to value: Pointer) {
        if value == Pointer(scratch) {
            set(register, value.pointee)
        } else {
            self[register] = value
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
