// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

extension PythonOperation {
    /// Computes a part of an expression.
    ///
    /// - Parameters:
    ///   - run: The render.
    ///   - step: The instruction.
    ///   - canFail: Whether something that is not there leads elsewhere.
    /// - Throws: What Python raises, what the application throws, and limits.
    func perform(
        in run: inout PageRun,
        at step: Int,
        canFail: Bool
    ) throws(TemplateError) {
        let plans = run.program.tables.python
        switch self {
        case .variable(let variable, let isCalled, let result):
            try load(variable, isCalled: isCalled, into: result, &run, step, canFail)
        case .variableOrFunction(let variable, let function, let result):
            if run[variable] == run.undefined {
                run[result] = run.loaded.constants + Int(function.number)
            } else {
                try load(variable, isCalled: false, into: result, &run, step, canFail)
            }
        case .binary(let symbol, let left, let right, let result):
            run.set(result, try compute(symbol, run[left].pointee, run[right].pointee, &run))
        case .unary(let symbol, let value, let result):
            run.set(result, try PythonOperations.compute(symbol, run[value].pointee))
        case .compare(let comparison, let left, let right, let result):
            let isTrue = try compare(comparison, run[left], run[right], &run)
            run.set(result, .bool(isTrue))
        case .attribute(let name, let object, let result):
            let name = run.program.symbols[name]
            let value = run[object].pointee
            run.set(result, try value.pythonAttribute(name, in: &run, canFail))
        case .requireAttribute(let name, let object):
            let value = run[object].pointee
            guard value.pythonKind != .object else { return }
            _ = try value.pythonAttribute(run.program.symbols[name], in: &run, canFail)
        case .item(let key, let object, let result):
            try loadItem(run[key].pointee, of: run[object], into: result, &run, canFail)
        case .slice(let bounds, let object, let result):
            try slice(bounds, of: run[object].pointee, into: result, &run)
        case .collection(let plan, let result):
            run.set(result, try plans.collections[plan].collection(in: &run))
        case .lambda(let plan, let result):
            run.set(result, .object(plans.lambdas[plan].closure(in: run)))
        case .call(let plan, let result):
            run.callStep = step
            try call(plans.calls[plan], into: result, &run, canFail)
        case .format(let value, let plan, let result):
            let text = try plans.formats[plan].text(of: run[value].pointee, &run.budget)
            run.set(result, .string(text))
        case .iterate(let value, let result):
            try iterate(run[value], into: result, &run)
        case .unpack(let value, let pattern):
            try plans.patterns[pattern].bind(run[value].pointee, in: &run)
        case .append(let value, let list, let isKey):
            try append(run[value].pointee, to: list, isKey: isKey, &run)
        case .gather(let kind, let list, let result):
            guard case .list(let items) = run[list].pointee else { return }
            let value = try PythonCollectionPlan.collection(kind, items, &run.budget)
            run.set(result, try value.fresh(in: &run))
        case .keep(let value):
            try checkDepth(of: run[value].pointee, &run.budget)
        }
    }

    // MARK: - Names and operators

    /// Lets a register have the value of a variable.
    private func load(
        _ variable: Register,
        isCalled: Bool,
        into result: Register,
        _ run: inout PageRun,
        _ step: Int,
        _ canFail: Bool
    ) throws(TemplateError) {
        let found = run[variable]
        if found == run.undefined {
            let place = run.program.places[step]
            let name = run.program.source.text(place)
            let nearest = run.showsRemarks ? run.names(at: step, without: name) : []
            throw TemplateError(
                .nameError,
                "unknown variable '\(name)'",
                notes: TemplateError.Note.nearest(name, among: nearest)
                    + TemplateError.Note.habit(of: name) + run.program.lateNote(on: name, at: place)
            )
        }
        if case .object(let object) = found.pointee, let deferred = object as? DeferredExpression {
            run.bind(result, to: try deferred.value(in: &run, at: step))
        } else if isCalled {
            run.callStep = step
            let value = try found.pointee.pythonCall(PythonArguments(), in: &run, canFail)
            run.set(result, value)
        } else {
            run[result] = found
        }
    }

    private func compute(
        _ symbol: PythonBinaryOperator,
        _ left: TemplateValue,
        _ right: TemplateValue,
        _ run: inout PageRun
    ) throws(TemplateError) -> TemplateValue {
        if case .integer(let one) = left, case .integer(let other) = right {
            return try PythonInteger.compute(symbol, one, other)
        }
        let value = try PythonOperations.compute(symbol, left, right, &run.budget)
        return try value.fresh(in: &run)
    }

    private func compare(
        _ comparison: PythonComparison,
        _ left: PageRun.Pointer,
        _ right: PageRun.Pointer,
        _ run: inout PageRun
    ) throws(TemplateError) -> Bool {
        if comparison == .same || comparison == .notSame {
            // Only `default` is `default`, whatever values look like it.
            if left == run.marker || right == run.marker {
                return (left == right) == (comparison == .same)
            }
            // A variable is the object that it is, whatever its value.
            if left == right { return comparison == .same }
        }
        if comparison == .contained || comparison == .notContained,
            case .object(let object) = right.pointee, object is any MutableTemplateObject,
            let name = left.pointee.pythonText, !(try run.isReadable(name, of: object))
        {
            return comparison == .notContained
        }
        return try PythonComparing.compare(comparison, left.pointee, right.pointee, &run.budget)
    }

    private func call(
        _ plan: PythonCallPlan,
        into result: Register,
        _ run: inout PageRun,
        _ canFail: Bool
    ) throws(TemplateError) {
        let value = try plan.call(in: &run, canFail)
        if case .string(let text) = value { try run.budget.check(text: text) }
        run.set(result, value)
    }

    // MARK: - Items

    private func loadItem(
        _ key: TemplateValue,
        of object: PageRun.Pointer,
        into result: Register,
        _ run: inout PageRun,
        _ canFail: Bool
    ) throws(TemplateError) {
        if case .mapping(let mapping) = object.pointee, case .string(let name) = key {
            try run.budget.take(steps: name.steps)
            try run.checkPrivate(name)
            if let slot = mapping.index(of: name) {
                run[result] = mapping.pointer(to: slot)
                return
            }
        }
        run.set(result, try object.pointee.pythonItem(key, in: &run, canFail))
    }

    private func slice(
        _ bounds: PlanID<[Register]>,
        of object: TemplateValue,
        into result: Register,
        _ run: inout PageRun
    ) throws(TemplateError) {
        let bounds = run.program.tables.registers[bounds].map { run[$0].pointee }
        let value = try PythonItems.slice(object, try PythonSlice(bounds), &run.budget)
        run.set(result, try value.fresh(in: &run))
    }

    // MARK: - Comprehensions

    /// Lets a register have the items of a value, where a loop can point at them.
    private func iterate(
        _ value: PageRun.Pointer,
        into result: Register,
        _ run: inout PageRun
    ) throws(TemplateError) {
        if case .list = value.pointee {
            run[result] = value
        } else {
            run.set(result, .list(try PythonItems.elements(of: value.pointee, &run.budget)))
        }
    }

    /// Adds to a list in its place: nobody else has it yet.
    private func append(
        _ value: TemplateValue,
        to list: Register,
        isKey: Bool,
        _ run: inout PageRun
    ) throws(TemplateError) {
        if isKey { _ = try PythonKey(value, &run.budget) }
        let place = run.owned + Int(list.number)
        guard case .list(var items) = place.pointee else { return }
        place.pointee = .nothing
        items.append(value)
        place.pointee = .list(items)
    }

    // MARK: - Depth

    /// Refuses a value that is nested so deep that to let go of it, which goes
    /// through it recursively, could exhaust the stack.
    ///
    /// One expression adds little to the depth; only values that are kept and
    /// put into others again and again grow.
    private func checkDepth(
        of value: TemplateValue,
        _ budget: inout Budget
    ) throws(TemplateError) {
        var level = value.containedContainers
        var depth = 1
        while !level.isEmpty {
            depth += 1
            guard depth <= TemplateValue.depthLimit else {
                throw TemplateError(
                    .nestingTooDeep,
                    "a value is nested deeper than \(TemplateValue.depthLimit) levels"
                )
            }
            try budget.take(steps: level.count)
            level = level.flatMap(\.containedContainers)
        }
    }
}
