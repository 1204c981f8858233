// SPDX-License-Identifier: Apache-2.0

/// A value as the key of a dictionary or the element of a set: equal values
/// are equal keys, `1`, `1.0` and `True` among them.
///
/// Making a key goes through the value and takes steps for it. Whatever is done
/// with the key later looks at its hash first, which is computed once.
enum PythonKey: Hashable, Sendable {
    case none
    case integer(Int)
    case double(Double)
    case text(TextKey)
    case tuple(Items)
    case object(ObjectIdentifier)

    /// The items of a tuple.
    struct Items: Hashable {
        private let keys: [PythonKey]
        private let hash: Int

        /// The steps of going through the items and all in them.
        let steps: Int

        init(_ keys: [PythonKey]) {
            self.keys = keys
            hash = keys.hashValue
            steps = keys.reduce(0) { $0 + $1.steps }
        }

        static func == (left: Items, right: Items) -> Bool {
            left.hash == right.hash && left.keys == right.keys
        }

        func hash(into hasher: inout Hasher) { hasher.combine(hash) }
    }

    /// The steps of going through the key.
    var steps: Int {
        switch self {
        case .none, .integer, .double, .object: 1
        case .text(let text): 1 + text.text.steps
        case .tuple(let items): 1 + items.steps
        }
    }

    init(_ value: TemplateValue, _ budget: inout Budget) throws(TemplateError) {
        try budget.take(steps: 1)
        switch value {
        case .nothing: self = .none
        case .bool(let value): self = .integer(value ? 1 : 0)
        case .integer(let value): self = .integer(value)
        case .double(let value): self = Int(exactly: value).map(Self.integer) ?? .double(value)
        case .string(let text): self = try Self.key(of: text, &budget)
        case .markup(let markup): self = try Self.key(of: markup.text, &budget)
        case .list, .mapping: throw Self.unhashable(value)
        case .object(let object): self = try Self.key(of: object, value, &budget)
        }
    }

    private static func key(
        of text: String,
        _ budget: inout Budget
    ) throws(TemplateError) -> PythonKey {
        try budget.take(steps: text.steps)
        return .text(TextKey(text))
    }

    private static func key(
        of object: any TemplateObject,
        _ value: TemplateValue,
        _ budget: inout Budget
    ) throws(TemplateError) -> PythonKey {
        if let text = value.pythonText { return try key(of: text, &budget) }
        if let model = object as? ModelObject {
            guard let identity = model.identity else { throw unhashable(value) }
            return .object(identity)
        }
        guard let python = object as? any PythonObject else {
            return .object(ObjectIdentifier(object))
        }
        switch python.pythonKind {
        case .tuple:
            // Each item gets an array of its own where it is a tuple too.
            try budget.take(steps: 2 * python.steps)
            var keys: [PythonKey] = []
            for item in python.elements ?? [] { keys.append(try PythonKey(item, &budget)) }
            return .tuple(Items(keys))
        case .range:
            return .tuple(Items([.text(TextKey(python.text))]))
        case .list, .set, .dict, .keys, .items:
            throw unhashable(value)
        default:
            return .object(ObjectIdentifier(object))
        }
    }

    private static func unhashable(_ value: TemplateValue) -> TemplateError {
        TemplateError(.typeError, "\(value.pythonName) is not hashable, so it is no key")
    }
}
