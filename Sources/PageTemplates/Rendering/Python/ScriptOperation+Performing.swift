// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

extension ScriptOperation {
    /// Runs an instruction of a script.
    func perform(in run: inout PageRun, _ next: inout Int) throws(TemplateError) {
        switch self {
        case .begin(let plan):
            for variable in run.program.tables.python.scripts[plan].variables {
                run[variable.register] = run[variable.outer]
            }
        case .end(let plan):
            run.program.tables.python.scripts[plan].bindGlobals(in: &run)
        case .assign(let value, let variable):
            assign(run[value], to: variable, in: run)
        case .unbind(let variable):
            run[variable] = run.undefined
        case .update(let symbol, let left, let right, let result):
            let value = try updated(run[left].pointee, symbol, run[right].pointee, &run)
            run.set(result, value)
        case .setItem(let key, let object, let value):
            let (key, value) = (run[key].pointee, run[value].pointee)
            try setItem(key, of: run[object].pointee, to: value, &run.budget)
        case .deleteItem(let key, let object):
            try deleteItem(run[key].pointee, of: run[object].pointee, &run.budget)
        case .setSlice(let bounds, let object, let value):
            let slice = try slice(bounds, in: run)
            let new = try PythonItems.elements(of: run[value].pointee, &run.budget)
            try change(slice, of: run[object].pointee, to: new, &run.budget)
        case .deleteSlice(let bounds, let object):
            let slice = try slice(bounds, in: run)
            try change(slice, of: run[object].pointee, to: nil, &run.budget)
        case .iterate(let value, let result):
            let iteration = try PythonIteration(over: run[value].pointee, &run.budget)
            run.set(result, .object(iteration))
        case .next(let items, let item, let exit):
            try advance(run[items].pointee, item, exit, &run, &next)
        case .raise(let value):
            throw try error(raising: run[value].pointee, &run.budget)
        case .raiseAgain:
            guard let current = run.handled.last(where: { $0 != nil }) ?? nil else {
                throw TemplateError(.runtimeError, "there is no error to raise again")
            }
            throw current
        case .match(let kinds, let otherwise):
            guard let current = run.handled.last ?? nil else { return }
            let kind = current.pythonException.kind
            let kinds = run.program.tables.python.exceptions[kinds]
            if !kinds.contains(where: { kind.isKind(of: $0) }) { next = otherwise.position }
        case .caught(let result):
            guard let current = run.handled.last ?? nil else { return }
            run.set(result, .object(current.pythonException))
        case .beginHandling: run.handled.append(nil)
        case .endHandling: run.handled.removeLast()
        case .resume:
            if let error = run.handled.popLast() ?? nil { throw error }
        }
    }

    private func assign(
        _ value: PageRun.Pointer,
        to variable: Register,
        in run: borrowing PageRun
    ) {
        if value == run.marker || value == run.undefined {
            run[variable] = value
        } else {
            run.set(variable, value.pointee)
        }
    }

    private func slice(
        _ bounds: PlanID<[Register]>,
        in run: borrowing PageRun
    ) throws(TemplateError) -> PythonSlice {
        var values: [TemplateValue] = []
        for register in run.program.tables.registers[bounds] {
            values.append(run[register].pointee)
        }
        return try PythonSlice(values)
    }

    private func advance(
        _ items: TemplateValue,
        _ item: Register,
        _ exit: Address,
        _ run: inout PageRun,
        _ next: inout Int
    ) throws(TemplateError) {
        guard case .object(let object) = items,
            let found = try (object as? PythonIteration)?.next(&run.budget)
        else {
            next = exit.position
            return
        }
        try run.budget.take(items: 1)
        run.set(item, found)
    }

    private func error(
        raising value: TemplateValue,
        _ budget: inout Budget
    ) throws(TemplateError) -> TemplateError {
        if case .object(let object) = value, let exception = object as? PythonException {
            return TemplateError(raising: exception, try value.textForm(&budget))
        }
        guard let kind = value.pythonCallable?.exceptionKind else {
            throw TemplateError(.typeError, "\(value.pythonName) cannot be raised: it is no error")
        }
        return TemplateError(raising: PythonException(kind, []))
    }
}

extension ScriptPlan {
    /// Makes what the script has bound global.
    ///
    /// A variable that it has not touched still points where the one around it does.
    fileprivate func bindGlobals(in run: inout PageRun) {
        for variable in variables {
            let value = run[variable.register]
            guard value != run[variable.outer] else { continue }
            run.bindGlobal(variable.global, to: value)
        }
    }
}
