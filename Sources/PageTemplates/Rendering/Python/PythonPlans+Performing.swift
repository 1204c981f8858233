// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

extension TemplateValue {
    /// The value as nobody else has it yet: a collection that scripts can change, where
    /// there are any.
    func fresh(in run: inout PageRun) throws(TemplateError) -> TemplateValue {
        guard run.program.configuration.allowsScripts, isContainer else { return self }
        try run.budget.take(through: self)
        let container = changeableCopy
        let contents = container?.contents ?? pythonTuple ?? []
        try PythonNesting.put(contents, into: container, &run.budget)
        return container.map { .object($0) } ?? self
    }
}

extension PythonCollectionPlan {
    /// The collection that is written out.
    func collection(in run: inout PageRun) throws(TemplateError) -> TemplateValue {
        let values = try self.values(in: &run)
        let collection = try Self.collection(kind, values, &run.budget)
        return isGathered ? collection : try collection.fresh(in: &run)
    }

    private func values(in run: inout PageRun) throws(TemplateError) -> [TemplateValue] {
        var values: [TemplateValue] = []
        values.reserveCapacity(parts.count)
        for part in parts {
            switch part {
            case .value(let register):
                values.append(run[register].pointee)
            case .items(let register):
                let items = try PythonItems.elements(of: run[register].pointee, &run.budget)
                try run.budget.take(steps: items.count)
                values += items
            case .entries(let register):
                let entries = try run[register].pointee.entriesBehindStars(&run.budget)
                for (key, value) in zip(entries.keys, entries.values) { values += [key, value] }
            }
        }
        return values
    }

    static func collection(
        _ kind: PythonKind,
        _ values: [TemplateValue],
        _ budget: inout Budget
    ) throws(TemplateError) -> TemplateValue {
        switch kind {
        case .list:
            return .list(values)
        case .set:
            return .object(PythonSet(try PythonKeySet(values, &budget)))
        case .dict:
            let keys = stride(from: 0, to: values.count, by: 2)
            return try PythonDictionary.value(
                of: keys.map { (values[$0], values[$0 + 1]) },
                &budget
            )
        default:
            return .object(PythonSequence(kind, values))
        }
    }
}

extension TemplateValue {
    /// The entries that `**` stands for.
    func entriesBehindStars(_ budget: inout Budget) throws(TemplateError) -> PythonEntries {
        guard let entries = PythonEntries(self) else {
            throw TemplateError(.typeError, "\(pythonName) behind '**' is not a mapping")
        }
        try budget.take(through: self)
        return entries
    }
}

extension PythonPattern {
    /// Binds the names of a target to the parts of an item.
    func bind(_ value: TemplateValue, in run: inout PageRun) throws(TemplateError) {
        switch self {
        case .register(let register):
            run.set(register, value)
        case .unpack(let patterns):
            let items = try PythonItems.elements(of: value, &run.budget)
            guard items.count == patterns.count else {
                throw TemplateError(
                    .valueError,
                    "\(value.pythonName) of \(items.count) does not fit \(patterns.count) names"
                )
            }
            for (pattern, item) in zip(patterns, items) { try pattern.bind(item, in: &run) }
        }
    }
}

extension PythonFormatPlan {
    /// The text of a value in a formatted string.
    func text(
        of value: TemplateValue,
        _ budget: inout Budget
    ) throws(TemplateError) -> String {
        var value = value
        if usesRepresentation {
            value = .string(try PythonText.representation(of: value, &budget))
        }
        if isText { value = .string(try value.pythonString(&budget)) }
        switch specification {
        case nil:
            return try value.pythonString(&budget)
        case .valid(let specification)?:
            return try PythonFormatting.format(value, specification, &budget)
        case .invalid(let text)?:
            throw TemplateError(.valueError, "'\(text)' is not a format")
        }
    }
}
