// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// A function or a method: what it takes and what it does.
struct PythonFunction: Sendable {
    typealias Body =
        @Sendable (PythonArguments, inout Budget) throws(TemplateError) -> TemplateValue

    enum Work: Sendable {
        case alone(Body)
        case calling(PythonCaller)
    }

    let name: String
    let arity: ClosedRange<Int>

    /// The names of arguments; `nil` where any will do.
    let keywords: Set<String>?

    /// What a call costs before it is done.
    let cost: PythonCost
    let work: Work

    /// Whether the list, dictionary or set that it gives is a new one.
    var makesCollections: Bool { Self.makers.contains(name) }

    private static let makers: Set<String> = [
        "list", "dict", "set", "sorted", "sum", "copy", "split", "rsplit", "splitlines", "union",
        "intersection", "difference", "symmetric_difference",
    ]

    init(
        _ name: String,
        _ arity: ClosedRange<Int>,
        keywords: Set<String>? = [],
        cost: PythonCost = .everything(times: 1),
        _ body: @escaping Body
    ) {
        self.init(name, arity, keywords, cost, .alone(body))
    }

    /// A function that calls others.
    static func calling(
        _ name: String,
        _ arity: ClosedRange<Int>,
        keywords: Set<String>? = [],
        cost: PythonCost = .everything(times: 1),
        _ caller: PythonCaller
    ) -> PythonFunction {
        PythonFunction(name, arity, keywords, cost, .calling(caller))
    }

    private init(
        _ name: String,
        _ arity: ClosedRange<Int>,
        _ keywords: Set<String>?,
        _ cost: PythonCost,
        _ work: Work
    ) {
        self.name = name
        self.arity = arity
        self.keywords = keywords
        self.cost = cost
        self.work = work
    }

    /// The function where what it goes through is so many times the work.
    func costing(times: Int) -> PythonFunction {
        guard case .everything = cost else { return self }
        return PythonFunction(name, arity, keywords, .everything(times: times), work)
    }
}

/// The functions that call others, or ask objects: a render does what they do.
enum PythonCaller: Sendable {
    case sorted
    case smallest
    case largest
    case sort
    case format
    case formatMap
    case hasAttribute
    case getAttribute
    case getItem
    case map
    case filter
}

/// What a call costs for the sizes of what it is called with.
///
/// Whatever is not said otherwise goes through everything. What a function does
/// beyond that, with items of items or a result that is larger, it takes steps
/// for itself.
enum PythonCost {
    /// Goes through the receiver and all arguments so many times, and through
    /// its result.
    case everything(times: Int)

    /// Goes through the arguments and not through the receiver.
    case arguments

    /// Goes through nothing: it looks at one item, or asks for a key, whose
    /// steps ``PythonKey`` takes.
    case nothing

    func take(
        for arguments: PythonArguments,
        _ budget: inout Budget
    ) throws(TemplateError) {
        var times = 1
        switch self {
        case .nothing: return
        case .arguments: break
        case .everything(let count):
            times = count
            try budget.take(through: arguments.receiver, times: times)
        }
        for value in arguments.positional { try budget.take(through: value, times: times) }
        for (_, value) in arguments.keywords.entries {
            try budget.take(through: value, times: times)
        }
    }
}

/// What a call passes.
struct PythonArguments {
    /// The value whose method is called.
    var receiver = TemplateValue.nothing
    var positional: [TemplateValue] = []
    var keywords = PythonKeywords()

    var count: Int { positional.count }

    subscript(index: Int) -> TemplateValue? {
        // `nil` alone would be a value too: nothing.
        index < positional.count ? positional[index] : TemplateValue?.none
    }

    /// The first argument of functions that have one.
    var first: TemplateValue { positional.first ?? .nothing }

    /// The text that a method of texts is called on.
    var text: String { receiver.pythonText ?? "" }

    func text(_ index: Int) throws(TemplateError) -> String {
        guard let text = self[index]?.pythonText else {
            throw wrong(self[index], "a text")
        }
        return text
    }

    func integer(_ index: Int) throws(TemplateError) -> Int {
        guard let integer = self[index]?.pythonInteger else {
            throw wrong(self[index], "an integer")
        }
        return integer
    }

    /// An argument that may be passed by position or by name, or be left out.
    func value(_ index: Int, _ name: String) throws(TemplateError) -> TemplateValue? {
        guard let keyword = keywords[name] else { return self[index] }
        guard self[index] == nil else {
            throw TemplateError(.typeError, "the argument '\(name)' is passed twice")
        }
        return keyword
    }

    private func wrong(_ value: TemplateValue?, _ wanted: String) -> TemplateError {
        let found = value?.pythonName ?? "nothing"
        return TemplateError(.typeError, "expected \(wanted), not \(found)")
    }
}

extension TemplateArguments {
    /// What the application gets: containers as they are now.
    init(_ arguments: PythonArguments, _ budget: inout Budget) throws(TemplateError) {
        var positional: [TemplateValue] = []
        for value in arguments.positional {
            positional.append(try value.settled(&budget))
        }
        var named: [(name: String, value: TemplateValue)] = []
        for (name, value) in arguments.keywords.entries {
            named.append((name, try value.settled(&budget)))
        }
        self.init(positional, named: named)
    }
}

/// The arguments with names, in their order.
struct PythonKeywords {
    var entries: [(name: String, value: TemplateValue)] = []

    subscript(name: String) -> TemplateValue? {
        entries.first { $0.name == name }?.value
    }
}

/// A function as a value: for `key=`, for `isinstance()`, or to be called.
final class PythonCallable: PythonObject {
    let function: PythonFunction

    /// The value whose method it is.
    let receiver: TemplateValue?

    /// The kind of values that the function makes, where it is a type.
    let type: PythonKind?

    /// The kind of values whose method it is, where it was asked of the type:
    /// `str.lower`.
    let owner: PythonKind?

    /// The kind of errors that the function makes, where it does.
    let exceptionKind: PythonExceptionKind?

    var held: [TemplateValue] { receiver.map { [$0] } ?? [] }

    init(
        _ function: PythonFunction,
        receiver: TemplateValue? = nil,
        type: PythonKind? = nil,
        owner: PythonKind? = nil,
        exceptionKind: PythonExceptionKind? = nil
    ) {
        self.function = function
        self.receiver = receiver
        self.type = type
        self.owner = owner
        self.exceptionKind = exceptionKind
    }

    var pythonKind: PythonKind { type == nil ? .function : .type }

    var isTrue: Bool { true }

    var steps: Int { 0 }

    func write(to text: inout PythonText) {
        let kind = type == nil ? "built-in function" : "class"
        let name = type == nil ? function.name : "'\(function.name)'"
        text.append(verbatim: "<\(kind) \(name)>")
    }

    func matches(
        _ other: any PythonObject,
        pending: inout [(TemplateValue, TemplateValue)],
        _ budget: inout Budget
    ) throws(TemplateError) -> Bool {
        guard let other = other as? PythonCallable else { return false }
        return function.name == other.function.name && receiver == nil && other.receiver == nil
    }
}

extension TemplateValue {
    var pythonCallable: PythonCallable? {
        guard case .object(let object) = self else { return nil }
        return object as? PythonCallable
    }
}
