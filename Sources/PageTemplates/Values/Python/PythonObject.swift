// SPDX-License-Identifier: Apache-2.0

/// A value that only `python:` expressions make: it behaves as a sequence
/// everywhere and has no members.
protocol PythonObject: TemplateObject {
    var pythonKind: PythonKind { get }

    /// The steps of going through what is right inside, once.
    var steps: Int { get }

    /// The values right inside, where it cannot be changed.
    var held: [TemplateValue] { get }

    /// Writes the value as Python's `repr` does.
    func write(to text: inout PythonText)

    /// Whether a value of the same kind is equal, but for pairs that are left
    /// to compare.
    func matches(
        _ other: any PythonObject,
        pending: inout [(TemplateValue, TemplateValue)],
        _ budget: inout Budget
    ) throws(TemplateError) -> Bool
}

extension PythonObject {
    func member(_ name: String) -> TemplateValue? { nil }

    var memberNames: [String] { [] }

    var text: String { PythonText.representation(of: .object(self)) }

    var isTrue: Bool { elements?.isEmpty == false }

    var held: [TemplateValue] { [] }

    func matches(
        _ other: any PythonObject,
        pending: inout [(TemplateValue, TemplateValue)],
        _ budget: inout Budget
    ) throws(TemplateError) -> Bool {
        self === other
    }
}

/// The kinds of values, by the names that Python gives them.
enum PythonKind: String, Sendable {
    case none = "NoneType"
    case bool
    case int
    case float
    case str
    case list
    case dict
    case tuple
    case set
    case range
    case keys = "dict_keys"
    case values = "dict_values"
    case items = "dict_items"
    case zip
    case enumerate
    case reversed
    case map
    case filter
    case generator
    case function = "builtin_function_or_method"
    case lambda = "function"
    case type
    case exception = "Exception"

    /// An object of the application.
    case object

    /// Whether the value is an iterator, which has neither length nor items.
    var isIterator: Bool {
        switch self {
        case .zip, .enumerate, .reversed, .map, .filter, .generator: true
        default: false
        }
    }
}

extension TemplateValue {
    var pythonObject: (any PythonObject)? {
        guard case .object(let object) = self else { return nil }
        return object as? any PythonObject
    }

    var pythonKind: PythonKind {
        switch self {
        case .nothing: .none
        case .bool: .bool
        case .integer: .int
        case .double: .float
        case .string, .markup: .str
        case .list: .list
        case .mapping: .dict
        case .object(is TemplateMessage): .str
        case .object(is ExactNumber): .float
        case .object: pythonObject?.pythonKind ?? .object
        }
    }

    /// Whether the value has attributes that are no methods.
    var hasMembers: Bool { pythonKind == .object || pythonKind == .exception }

    /// The kind as messages name it, in quotes.
    var pythonName: String {
        guard case .object(let object) = self, pythonKind == .object else {
            return "'\(pythonKind.rawValue)'"
        }
        if let record = object as? Record { return record.kind }
        return "'\(type(of: object as Any))'"
    }

    /// Text or markup, or the id of a message.
    var pythonText: String? {
        switch self {
        case .string(let text): text
        case .markup(let markup): markup.text
        case .object(let object): (object as? TemplateMessage)?.id
        default: nil
        }
    }

    /// An integer, or a truth value, which is one.
    var pythonInteger: Int? {
        switch self {
        case .integer(let value): value
        case .bool(let value): value ? 1 : 0
        default: nil
        }
    }
}
