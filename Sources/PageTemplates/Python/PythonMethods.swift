// SPDX-License-Identifier: Apache-2.0

/// The methods that values have: a fixed table, nothing else is looked up.
///
/// Those that change a value change only what scripts may change, never the data
/// of the page.
enum PythonMethods {
    static let table: [PythonKind: [String: PythonFunction]] = {
        var table: [PythonKind: [String: PythonFunction]] = [:]
        for (kind, functions) in rows {
            table[kind] = Dictionary(uniqueKeysWithValues: functions.map { ($0.name, $0) })
        }
        return table
    }()

    private static let rows: [(PythonKind, [PythonFunction])] = [
        (.str, textMethods.map { $0.costing(times: timesByCharacter) }),
        (.list, sequenceMethods + [copy] + PythonListMethods.all),
        (.tuple, sequenceMethods),
        (.range, sequenceMethods),
        (.dict, dictionaryMethods + [copy] + PythonDictionaryMethods.all),
        (.keys, viewMethods), (.items, viewMethods),
        (.set, setMethods + [copy] + PythonSetMethods.all),
    ]

    private static let textMethods =
        caseMethods + testMethods + trimmingMethods + searchMethods + cuttingMethods
        + formatMethods

    private static let formatMethods: [PythonFunction] = [
        .calling("format", 0...Int.max, keywords: nil, .format),
        .calling("format_map", 1...1, .formatMap),
    ]

    /// How much more work a text is that is gone through character by character.
    private static let timesByCharacter = 8

    /// The method of a value; `nil` where it has none of this name.
    static func method(_ name: String, of value: TemplateValue) -> PythonFunction? {
        if case .object(let object) = value, object is any MutableTemplateObject {
            return PythonObjectMethods.table[name]
        }
        return table[value.pythonKind]?[name]
    }

    private static let copy = PythonFunction("copy", 0...0) { arguments, _ throws(TemplateError) in
        // An array of its own is another list, as `is` sees it.
        if case .list(let items) = arguments.receiver { return .list(items.map(\.self)) }
        return arguments.receiver.fixed
    }

    // MARK: Lists, tuples and ranges

    private static let sequenceMethods: [PythonFunction] = [
        .init("index", 1...3) { arguments, budget throws(TemplateError) in
            let items = try PythonItems.elements(of: arguments.receiver, &budget)
            let slice = try PythonSlice([
                arguments[1] ?? .nothing, arguments[2] ?? .nothing, .nothing,
            ])
            let indices = try slice.indices(for: items.count)
            for index in indices.positions
            where try items[index].equals(arguments.first, &budget) {
                return .integer(index)
            }
            let value = PythonText.excerpt(of: arguments.first)
            throw TemplateError(.valueError, "\(value) is not in the sequence")
        },
        .init("count", 1...1) { arguments, budget throws(TemplateError) in
            let items = try PythonItems.elements(of: arguments.receiver, &budget)
            var count = 0
            for item in items where try item.equals(arguments.first, &budget) { count += 1 }
            return .integer(count)
        },
    ]

    // MARK: Dictionaries

    private static let dictionaryMethods: [PythonFunction] = [
        .init("get", 1...2, cost: .nothing) { arguments, budget throws(TemplateError) in
            let found = try PythonEntries(arguments.receiver)?
                .value(of: arguments.first, &budget)
            return found ?? arguments[1] ?? .nothing
        },
        .init("keys", 0...0) { arguments, budget throws(TemplateError) in
            try view(.keys, arguments.receiver, &budget)
        },
        .init("values", 0...0) { arguments, budget throws(TemplateError) in
            try view(.values, arguments.receiver, &budget)
        },
        .init("items", 0...0) { arguments, budget throws(TemplateError) in
            try view(.items, arguments.receiver, &budget)
        },
    ]

    private static func view(
        _ kind: PythonKind,
        _ value: TemplateValue,
        _ budget: inout Budget
    ) throws(TemplateError) -> TemplateValue {
        guard let entries = PythonEntries(value) else { return .nothing }
        let items =
            switch kind {
            case .keys: entries.keys
            case .values: entries.values
            default: zip(entries.keys, entries.values).map { TemplateValue.tuple([$0, $1]) }
            }
        return .object(PythonSequence(kind, items))
    }

    // MARK: Sets

    private static let setMethods: [PythonFunction] = [
        combining("union", .union),
        combining("intersection", .intersection),
        combining("difference", .difference),
        .init("symmetric_difference", 1...1) { arguments, budget throws(TemplateError) in
            let other = try keySet(of: arguments.first, &budget)
            let operation = PythonSetOperation.symmetricDifference
            return .object(PythonSet(try operation.apply(members(arguments), other, &budget)))
        },
        testing("issubset") { left, right, budget throws(TemplateError) in
            try left.isSubset(of: right, &budget)
        },
        testing("issuperset") { left, right, budget throws(TemplateError) in
            try right.isSubset(of: left, &budget)
        },
        testing("isdisjoint") { left, right, budget throws(TemplateError) in
            try left.isDisjoint(with: right, &budget)
        },
    ]

    /// The items of a value as a set.
    static func keySet(
        of value: TemplateValue,
        _ budget: inout Budget
    ) throws(TemplateError) -> PythonKeySet {
        if let set = value.pythonSet { return set }
        return try PythonKeySet(PythonItems.elements(of: value, &budget), &budget)
    }

    private static let viewMethods: [PythonFunction] = [
        .init("isdisjoint", 1...1) { arguments, budget throws(TemplateError) in
            let view = try keySet(of: arguments.receiver, &budget)
            let other = try keySet(of: arguments.first, &budget)
            return .bool(try view.isDisjoint(with: other, &budget))
        }
    ]

    private static func members(_ arguments: PythonArguments) -> PythonKeySet {
        arguments.receiver.pythonSet ?? PythonKeySet()
    }

    private static func combining(
        _ name: String,
        _ operation: PythonSetOperation
    ) -> PythonFunction {
        .init(name, 0...255) { arguments, budget throws(TemplateError) in
            var result = members(arguments)
            for value in arguments.positional {
                let other = try keySet(of: value, &budget)
                if operation == .intersection, value.pythonSet == nil {
                    result = try other.filtered(isIn: result, true, &budget)
                } else {
                    result = try operation.apply(result, other, &budget)
                }
            }
            return .object(PythonSet(result))
        }
    }

    private static func testing(
        _ name: String,
        _ test:
            @escaping @Sendable (PythonKeySet, PythonKeySet, inout Budget) throws(TemplateError)
            -> Bool
    ) -> PythonFunction {
        .init(name, 1...1) { arguments, budget throws(TemplateError) in
            let other = try keySet(of: arguments.first, &budget)
            return .bool(try test(members(arguments), other, &budget))
        }
    }
}
