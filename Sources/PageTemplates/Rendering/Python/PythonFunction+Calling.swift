// SPDX-License-Identifier: Apache-2.0

extension PythonFunction {
    func call(
        _ arguments: PythonArguments,
        in run: inout PageRun
    ) throws(TemplateError) -> TemplateValue {
        guard arity.contains(arguments.positional.count) else {
            let count = arguments.positional.count
            throw TemplateError(.typeError, "\(name)() does not take \(count) arguments")
        }
        if let keywords {
            for (keyword, _) in arguments.keywords.entries where !keywords.contains(keyword) {
                throw TemplateError(.typeError, "\(name)() has no argument '\(keyword)'")
            }
        }
        try cost.take(for: arguments, &run.budget)
        let result =
            switch work {
            case .alone(let body): try body(arguments, &run.budget)
            case .calling(let caller): try caller.value(of: arguments, in: &run)
            }
        if case .everything = cost { try run.budget.take(through: result) }
        return result
    }
}

extension PythonCallable {
    func call(
        _ arguments: PythonArguments,
        in run: inout PageRun
    ) throws(TemplateError) -> TemplateValue {
        var arguments = arguments
        if let receiver {
            arguments.receiver = receiver
        } else if let owner {
            guard arguments.first.pythonKind == owner, arguments.count > 0 else {
                let message = "\(function.name)() needs a '\(owner.rawValue)' before all"
                throw TemplateError(.typeError, message)
            }
            arguments.receiver = arguments.positional.removeFirst()
        }
        return try function.call(arguments, in: &run)
    }
}
