// SPDX-License-Identifier: Apache-2.0

/// The methods of dictionaries that change them.
enum PythonDictionaryMethods {
    static let all: [PythonFunction] = [
        .init("pop", 1...2, cost: .nothing) { arguments, budget throws(TemplateError) in
            let dictionary = try arguments.receiver.changeableDictionary()
            let key = arguments.first
            let found = try dictionary.change { (table) throws(TemplateError) in
                try table.remove(key, &budget)
            }
            if let value = found ?? arguments[1] { return value }
            throw try PythonItems.missing(key, in: arguments.receiver, &budget)
        },
        .init("popitem", 0...0, cost: .nothing) { arguments, budget throws(TemplateError) in
            let dictionary = try arguments.receiver.changeableDictionary()
            let pair = try dictionary.change { (table) throws(TemplateError) -> [TemplateValue] in
                guard let key = table.lastKey else { return [] }
                return [key, try table.remove(key, &budget) ?? .nothing]
            }
            guard !pair.isEmpty else {
                throw TemplateError(.keyError, "the dictionary is empty")
            }
            return .tuple(pair)
        },
        .init("setdefault", 1...2, cost: .nothing) { arguments, budget throws(TemplateError) in
            let dictionary = try arguments.receiver.changeableDictionary()
            if let value = try dictionary.value(of: arguments.first, &budget) { return value }
            let value = arguments[1] ?? .nothing
            try set(arguments.first, to: value, in: dictionary, &budget)
            return value
        },
        .init("update", 0...1, keywords: nil, cost: .arguments) {
            arguments,
            budget throws(TemplateError) in
            let dictionary = try arguments.receiver.changeableDictionary()
            if let value = arguments[0] { try update(dictionary, with: value, &budget) }
            for (name, value) in arguments.keywords.entries {
                try set(.string(name), to: value, in: dictionary, &budget)
            }
            return .nothing
        },
        .init("clear", 0...0, cost: .nothing) { arguments, _ throws(TemplateError) in
            try arguments.receiver.changeableDictionary().change { $0 = PythonTable() }
            return .nothing
        },
    ]

    static func set(
        _ key: TemplateValue,
        to value: TemplateValue,
        in dictionary: PythonDictionary,
        _ budget: inout Budget
    ) throws(TemplateError) {
        _ = try PythonKey(key, &budget)
        try PythonNesting.put([key, value], into: dictionary, &budget)
        try dictionary.change { (table) throws(TemplateError) in
            try table.set(key, to: value, &budget)
        }
    }

    /// Takes over the entries of a dictionary, or of a sequence of pairs.
    static func update(
        _ dictionary: PythonDictionary,
        with value: TemplateValue,
        _ budget: inout Budget
    ) throws(TemplateError) {
        let pairs = try PythonConversions.pairs(value, &budget)
        try budget.take(steps: pairs.count)
        for (key, value) in pairs { try set(key, to: value, in: dictionary, &budget) }
    }
}

/// The methods of sets that change them.
enum PythonSetMethods {
    static let all: [PythonFunction] = [
        .init("add", 1...1, cost: .nothing) { arguments, budget throws(TemplateError) in
            let set = try arguments.receiver.changeableSet()
            _ = try PythonKey(arguments.first, &budget)
            try PythonNesting.put([arguments.first], into: set, &budget)
            try set.change { (members) throws(TemplateError) in
                _ = try members.insert(arguments.first, &budget)
            }
            return .nothing
        },
        .init("discard", 1...1, cost: .nothing) { arguments, budget throws(TemplateError) in
            _ = try remove(arguments.first, from: arguments.receiver.changeableSet(), &budget)
            return .nothing
        },
        .init("remove", 1...1, cost: .nothing) { arguments, budget throws(TemplateError) in
            let set = try arguments.receiver.changeableSet()
            guard try remove(arguments.first, from: set, &budget) else {
                throw try PythonItems.missing(arguments.first, in: arguments.receiver, &budget)
            }
            return .nothing
        },
        .init("pop", 0...0, cost: .nothing) { arguments, budget throws(TemplateError) in
            let set = try arguments.receiver.changeableSet()
            guard let value = set.members.last else {
                throw TemplateError(.keyError, "the set is empty")
            }
            _ = try remove(value, from: set, &budget)
            return value
        },
        .init("clear", 0...0, cost: .nothing) { arguments, _ throws(TemplateError) in
            try arguments.receiver.changeableSet().change { $0 = PythonKeySet() }
            return .nothing
        },
        changing("update", .union, 0...255),
        changing("intersection_update", .intersection, 0...255),
        changing("difference_update", .difference, 0...255),
        changing("symmetric_difference_update", .symmetricDifference, 1...1),
    ]

    private static func remove(
        _ value: TemplateValue,
        from set: PythonSet,
        _ budget: inout Budget
    ) throws(TemplateError) -> Bool {
        try set.change { (members) throws(TemplateError) in
            let found = try members.remove(value, &budget) != nil
            _ = members.compact()
            return found
        }
    }

    private static func changing(
        _ name: String,
        _ operation: PythonSetOperation,
        _ arity: ClosedRange<Int>
    ) -> PythonFunction {
        .init(name, arity) { arguments, budget throws(TemplateError) in
            let set = try arguments.receiver.changeableSet()
            for value in arguments.positional {
                let items = try PythonItems.elements(of: value, &budget)
                try apply(operation, to: set, PythonKeySet(items, &budget), &budget)
            }
            return .nothing
        }
    }

    static func apply(
        _ operation: PythonSetOperation,
        to set: PythonSet,
        _ other: PythonKeySet,
        _ budget: inout Budget
    ) throws(TemplateError) {
        try budget.take(steps: set.steps + other.steps)
        try PythonNesting.put(other.items, into: set, &budget)
        try set.change { (members) throws(TemplateError) in
            members = try operation.apply(members, other, &budget)
        }
    }
}
