/// A dictionary with a key that is not a text; all others are mappings.
final class PythonDictionary: PythonObject {
    let keys: PythonKeySet
    let values: [TemplateValue]

    var pythonKind: PythonKind { .dict }

    private init(_ keys: PythonKeySet, _ values: [TemplateValue]) {
        self.keys = keys
        self.values = values
    }

    /// A dictionary of pairs, the later of equal keys winning.
    static func value(
        of pairs: [(TemplateValue, TemplateValue)]
    ) throws(TemplateError) -> TemplateValue {
        var keys = PythonKeySet()
        var values: [TemplateValue] = []
        for (key, value) in pairs {
            let position = try keys.insert(key)
            if position == values.count {
                values.append(value)
            } else {
                values[position] = value
            }
        }
        let names = keys.items.compactMap(\.pythonText)
        guard names.count == values.count else {
            return .object(PythonDictionary(keys, values))
        }
        return .mapping(TemplateMapping(zip(names, values)))
    }

    func member(_ name: String) -> TemplateValue? {
        guard let index = try? keys.index(of: .string(name)) else { return nil }
        return values[index]
    }

    var memberNames: [String] { keys.items.compactMap(\.pythonText) }

    var elements: [TemplateValue]? { keys.items }

    var isTrue: Bool { !values.isEmpty }

    func write(to text: inout PythonText) {
        text.append(keys: keys.items, values: values)
    }

    func matches(
        _ other: any PythonObject,
        pending: inout [(TemplateValue, TemplateValue)]
    ) -> Bool {
        guard let other = other as? PythonDictionary, values.count == other.values.count else {
            return false
        }
        for (key, value) in zip(keys.items, values) {
            guard let index = try? other.keys.index(of: key) else { return false }
            pending.append((value, other.values[index]))
        }
        return true
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
        case .dictionary(let dictionary): dictionary.keys.items
        }
    }

    var values: [TemplateValue] {
        switch self {
        case .mapping(let mapping): mapping.values
        case .dictionary(let dictionary): dictionary.values
        }
    }

    var count: Int {
        switch self {
        case .mapping(let mapping): mapping.count
        case .dictionary(let dictionary): dictionary.values.count
        }
    }

    /// The value of a key, which must be one that can be a key.
    func value(of key: TemplateValue) throws(TemplateError) -> TemplateValue? {
        switch self {
        case .mapping(let mapping):
            if let name = key.pythonText { return mapping[name] }
            _ = try PythonKey(key)
            return nil
        case .dictionary(let dictionary):
            return try dictionary.keys.index(of: key).map { dictionary.values[$0] }
        }
    }
}
