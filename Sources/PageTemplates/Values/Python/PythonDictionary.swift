// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// A dictionary with a key that is not a text, or one that scripts can change;
/// all others are mappings.
final class PythonDictionary: PythonContainer {
    private struct State {
        var table: PythonTable
        var level = 0
    }

    let isFixed: Bool
    private let state: Mutex<State>

    var pythonKind: PythonKind { .dict }

    init(_ table: PythonTable, isFixed: Bool) {
        self.isFixed = isFixed
        state = Mutex(State(table: table))
    }

    /// A dictionary of pairs, the later of equal keys winning.
    static func value(
        of pairs: [(TemplateValue, TemplateValue)],
        _ budget: inout Budget
    ) throws(TemplateError) -> TemplateValue {
        try budget.take(steps: pairs.count)
        var table = PythonTable()
        for (key, value) in pairs { try table.set(key, to: value, &budget) }
        try budget.take(steps: table.steps)
        return TemplateValue.object(PythonDictionary(table, isFixed: true)).fixed
    }

    /// The entries as they are now.
    var table: PythonTable { state.withLock { $0.table } }

    var count: Int { state.withLock { $0.table.count } }

    func value(
        of key: TemplateValue,
        _ budget: inout Budget
    ) throws(TemplateError) -> TemplateValue? {
        try state.withLock { (state) throws(TemplateError) in
            try state.table.value(of: key, &budget)
        }
    }

    /// Changes the entries in their place.
    func change<Result: Sendable>(
        _ body: (inout PythonTable) throws(TemplateError) -> Result
    ) throws(TemplateError) -> Result {
        try state.withLock { (state) throws(TemplateError) in try body(&state.table) }
    }

    /// The next key from a slot on, and the slot behind it.
    func key(from slot: Int) -> (TemplateValue, next: Int)? {
        state.withLock { $0.table.key(from: slot) }
    }

    // MARK: PythonContainer

    /// The values, and the keys, which can be tuples.
    var contents: [TemplateValue] {
        let table = table
        return table.values + table.keys
    }

    var level: Int { state.withLock { $0.level } }

    func raise(toLevel level: Int) -> Bool {
        state.withLock { state in
            guard state.level < level else { return false }
            state.level = level
            return true
        }
    }

    // MARK: TemplateObject

    func member(_ name: String) -> TemplateValue? {
        var budget = Budget.unlimited
        return try? value(of: .string(name), &budget)
    }

    var memberNames: [String] { table.keys.compactMap(\.pythonText) }

    var elements: [TemplateValue]? { table.keys }

    var isTrue: Bool { count > 0 }

    func write(to text: inout PythonText) {
        let table = table
        text.append(keys: table.keys, values: table.values)
    }

    var steps: Int { state.withLock { $0.table.steps } }

    func matches(
        _ other: any PythonObject,
        pending: inout [(TemplateValue, TemplateValue)],
        _ budget: inout Budget
    ) throws(TemplateError) -> Bool {
        guard let other = other as? PythonDictionary else { return false }
        return try PythonEntries.dictionary(self)
            .match(.dictionary(other), pending: &pending, &budget)
    }
}

/// The entries of a mapping or a dictionary.
enum PythonEntries {
    case mapping(TemplateMapping)
    case dictionary(PythonDictionary)

    init?(_ value: TemplateValue) {
        if case .mapping(let mapping) = value {
            self = .mapping(mapping)
        } else if case .object(let object) = value, let found = object as? PythonDictionary {
            self = .dictionary(found)
        } else {
            return nil
        }
    }

    var keys: [TemplateValue] {
        switch self {
        case .mapping(let mapping): mapping.keys.map { .string($0) }
        case .dictionary(let dictionary): dictionary.table.keys
        }
    }

    var values: [TemplateValue] {
        switch self {
        case .mapping(let mapping): mapping.values
        case .dictionary(let dictionary): dictionary.table.values
        }
    }

    var count: Int {
        switch self {
        case .mapping(let mapping): mapping.count
        case .dictionary(let dictionary): dictionary.count
        }
    }

    /// The value of a key, which must be one that can be a key.
    func value(
        of key: TemplateValue,
        _ budget: inout Budget
    ) throws(TemplateError) -> TemplateValue? {
        switch self {
        case .mapping(let mapping):
            if let name = key.pythonText {
                try budget.take(steps: name.steps)
                return mapping[name]
            }
            _ = try PythonKey(key, &budget)
            return nil
        case .dictionary(let dictionary):
            return try dictionary.value(of: key, &budget)
        }
    }

    /// The entries as a table.
    var table: PythonTable {
        if case .dictionary(let dictionary) = self { return dictionary.table }
        var table = PythonTable()
        var budget = Budget.unlimited
        for (key, value) in zip(keys, values) { try? table.set(key, to: value, &budget) }
        return table
    }

    /// Whether other entries are the same, but for pairs that are left to
    /// compare.
    func match(
        _ other: PythonEntries,
        pending: inout [(TemplateValue, TemplateValue)],
        _ budget: inout Budget
    ) throws(TemplateError) -> Bool {
        guard count == other.count else { return false }
        try budget.take(steps: count)
        for (key, value) in zip(keys, values) {
            guard let counterpart = try other.value(of: key, &budget) else { return false }
            pending.append((value, counterpart))
        }
        return true
    }
}
