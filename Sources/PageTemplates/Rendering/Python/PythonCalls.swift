// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

extension PythonCallPlan {
    /// The value of a call.
    func call(in run: inout PageRun, _ canFail: Bool) throws(TemplateError) -> TemplateValue {
        var arguments = try self.arguments(in: &run)
        switch target {
        case .function(let function):
            return try function.result(arguments, in: &run)
        case .method(let name, let register):
            let receiver = run[register].pointee
            if let result = try receiver.pythonCall(name, arguments, in: &run, canFail) {
                return result
            }
            guard let method = run.method(name, of: receiver) else {
                let member = try receiver.pythonAttribute(name, in: &run, canFail)
                return try member.pythonCall(arguments, in: &run, canFail)
            }
            arguments.receiver = receiver
            return try method.result(arguments, in: &run)
        case .value(let register):
            return try run[register].pointee.pythonCall(arguments, in: &run, canFail)
        }
    }

    private func arguments(in run: inout PageRun) throws(TemplateError) -> PythonArguments {
        var result = PythonArguments()
        for argument in arguments {
            switch argument {
            case .positional(let register):
                result.positional.append(run[register].pointee)
            case .keyword(let name, let register):
                result.keywords.entries.append((name, run[register].pointee))
            case .mapping(let register):
                try add(run[register].pointee, to: &result, &run.budget)
            case .spread(let register):
                let items = try PythonItems.elements(of: run[register].pointee, &run.budget)
                try run.budget.take(steps: items.count)
                result.positional += items
            }
        }
        return result
    }

    /// Adds the entries of a mapping as arguments with names.
    private func add(
        _ mapping: TemplateValue,
        to arguments: inout PythonArguments,
        _ budget: inout Budget
    ) throws(TemplateError) {
        let entries = try mapping.entriesBehindStars(&budget)
        var names = Set(arguments.keywords.entries.map(\.name))
        for (key, value) in zip(entries.keys, entries.values) {
            guard let name = key.pythonText else {
                let message = "the name of an argument is a text, not \(key.pythonName)"
                throw TemplateError(.typeError, message)
            }
            guard names.insert(name).inserted else {
                throw TemplateError(.typeError, "the argument '\(name)' is passed twice")
            }
            arguments.keywords.entries.append((name, value))
        }
    }
}

extension PythonFunction {
    fileprivate func result(
        _ arguments: PythonArguments,
        in run: inout PageRun
    ) throws(TemplateError) -> TemplateValue {
        let result = try call(arguments, in: &run)
        return makesCollections ? try result.fresh(in: &run) : result
    }
}

extension TemplateValue {
    /// The value of a call that a function makes.
    func pythonCall(
        _ values: [TemplateValue],
        in run: inout PageRun
    ) throws(TemplateError) -> TemplateValue {
        try pythonCall(PythonArguments(positional: values), in: &run, false)
    }

    /// The value of a call of this value.
    func pythonCall(
        _ arguments: PythonArguments,
        in run: inout PageRun,
        _ canFail: Bool
    ) throws(TemplateError) -> TemplateValue {
        if let callable = pythonCallable {
            let result = try callable.call(arguments, in: &run)
            return callable.function.makesCollections ? try result.fresh(in: &run) : result
        }
        if case .object(let object) = self, let closure = object as? PythonClosure {
            return try closure.call(arguments, in: &run)
        }
        if case .object(let object) = self, pythonKind == .object {
            let passed = try TemplateArguments(arguments, &run.budget)
            let result = try TemplateError.asking(canFail: canFail) {
                try object.call(with: passed)
            }
            if let result { return result }
        }
        throw TemplateError(.typeError, "\(pythonName) cannot be called")
    }

    /// The value of a method of an object of the application.
    fileprivate func pythonCall(
        _ method: String,
        _ arguments: PythonArguments,
        in run: inout PageRun,
        _ canFail: Bool
    ) throws(TemplateError) -> TemplateValue? {
        guard case .object(let object) = self, pythonKind == .object, !method.isPrivate,
            try run.isReadable(method, of: object)
        else { return nil }
        let arguments = try TemplateArguments(arguments, &run.budget)
        return try TemplateError.asking(canFail: canFail) {
            try object.call(method, with: arguments)
        }
    }

    /// An attribute: a member of an object of the application, or a method; in Chameleon's
    /// dialect an item of a mapping too.
    func pythonAttribute(
        _ name: String,
        in run: inout PageRun,
        _ canFail: Bool
    ) throws(TemplateError) -> TemplateValue {
        if let found = try presentAttribute(name, in: &run, canFail) { return found }
        throw try noAttribute(name, &run.budget)
    }

    /// The same; `nil` where there is no such attribute.
    func presentAttribute(
        _ name: String,
        in run: inout PageRun,
        _ canFail: Bool
    ) throws(TemplateError) -> TemplateValue? {
        try run.checkPrivate(name)
        if case .object(let object) = self, hasMembers,
            run.method(name, of: self) == nil,
            let found = try run.readableMember(name, of: object, canFail: canFail)
        {
            return found
        }
        if let type = pythonCallable?.type, let method = PythonMethods.table[type]?[name] {
            return .object(PythonCallable(method, owner: type))
        }
        var method = run.method(name, of: self)
        if method == nil, pythonKind == .object, name == "get" { method = PythonObjectMethods.get }
        if let method { return .object(PythonCallable(method, receiver: self)) }
        let dialect = run.program.configuration.dialect
        guard dialect.itemsAreAttributes, case .mapping(let mapping) = self else { return nil }
        return mapping[name]
    }

    /// An item: that of an object of the application is its member.
    func pythonItem(
        _ key: TemplateValue,
        in run: inout PageRun,
        _ canFail: Bool
    ) throws(TemplateError) -> TemplateValue {
        guard case .object(let object) = self, pythonKind == .object, let name = key.pythonText
        else {
            try run.checkPrivate(key: key, of: self)
            return try PythonItems.item(key, of: self, &run.budget)
        }
        try run.budget.take(steps: name.steps)
        try run.checkPrivate(name)
        if let found = try run.readableMember(name, of: object, canFail: canFail) {
            return found
        }
        throw try PythonItems.missing(key, in: self, &run.budget)
    }

    private func noAttribute(
        _ name: String,
        _ budget: inout Budget
    ) throws(TemplateError) -> TemplateError {
        try budget.take(through: self)
        var notes = try TemplateError.Note.nearest(name, among: memberNames, &budget)
        if PythonEntries(self) != nil, memberNames.contains(name) {
            notes = [.init("a key of a mapping is an item: ['\(name)']")]
        }
        notes += TemplateError.Note.privateMember(name, of: self)
        let message = "\(pythonName) has no attribute '\(name)'"
        return TemplateError(.attributeError, message, notes: notes)
    }
}
