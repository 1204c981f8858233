// SPDX-License-Identifier: Apache-2.0

/// The methods of objects of the application that take writes: those of a
/// dictionary whose keys are the names of members.
enum PythonObjectMethods {
    /// `get` is there for objects that take no writes too, if they have no
    /// member of this name.
    static let get = PythonFunction.calling("get", 1...2, cost: .nothing, .getItem)

    /// Those that change an object, for scripts alone.
    static let changing: Set<String> = ["setdefault", "pop"]

    static let table: [String: PythonFunction] = Dictionary(
        uniqueKeysWithValues: all.map { ($0.name, $0) }
    )

    private static let all: [PythonFunction] = [
        get,
        .init("setdefault", 1...2) { arguments, budget throws(TemplateError) in
            if let found = try object(arguments)?.item(arguments.first) { return found }
            let value = arguments[1] ?? .nothing
            try set(value, arguments, &budget)
            return value
        },
        .init("pop", 1...2) { arguments, budget throws(TemplateError) in
            if let found = try object(arguments)?.item(arguments.first) {
                try remove(arguments)
                return found
            }
            if let fallback = arguments[1] { return fallback }
            throw try PythonItems.missing(arguments.first, in: arguments.receiver, &budget)
        },
        view(.keys) { key, _ in key },
        view(.values) { _, value in value },
        view(.items) { key, value in .tuple([key, value]) },
    ]

    private static func object(_ arguments: PythonArguments) -> (any TemplateObject)? {
        guard case .object(let object) = arguments.receiver else { return nil }
        return object
    }

    private static func set(
        _ value: TemplateValue,
        _ arguments: PythonArguments,
        _ budget: inout Budget
    ) throws(TemplateError) {
        let (object, name) = try arguments.receiver.changeableItem(arguments.first)
        let settled = try value.settled(&budget)
        try TemplateError.asking { try object.setItem(name, to: settled) }
    }

    private static func remove(_ arguments: PythonArguments) throws(TemplateError) {
        let (object, name) = try arguments.receiver.changeableItem(arguments.first)
        try TemplateError.asking { try object.removeItem(name) }
    }

    /// `keys()` and its like.
    private static func view(
        _ kind: PythonKind,
        _ entry: @escaping @Sendable (TemplateValue, TemplateValue) -> TemplateValue
    ) -> PythonFunction {
        let name = kind.rawValue.dropFirst("dict_".count)
        return .init(String(name), 0...0) { arguments, budget throws(TemplateError) in
            let keys = try PythonItems.elements(of: arguments.receiver, &budget)
            var entries: [TemplateValue] = []
            for key in keys {
                entries.append(entry(key, try object(arguments)?.item(key) ?? .nothing))
            }
            return .object(PythonSequence(kind, entries))
        }
    }
}

extension TemplateObject {
    /// The item of a key: the member of this name, of which private ones are
    /// none.
    func item(_ key: TemplateValue) throws(TemplateError) -> TemplateValue? {
        guard let name = key.pythonText else { return nil }
        return try item(name)
    }

    func item(_ name: String) throws(TemplateError) -> TemplateValue? {
        guard !name.isPrivate else { return nil }
        return try TemplateError.asking { try member(name) }
    }
}

extension TemplateValue {
    /// An object that takes writes, and the name of its item.
    func changeableItem(
        _ key: TemplateValue
    ) throws(TemplateError) -> (object: any MutableTemplateObject, name: String) {
        guard case .object(let object) = self,
            let changeable = object as? any MutableTemplateObject
        else {
            throw unchangeable
        }
        guard let name = key.pythonText else {
            throw TemplateError(.typeError, "\(key.pythonName) is no key of an object: a text is")
        }
        guard !name.isPrivate else {
            throw TemplateError(.privateName, "a name that starts with '_' is private")
        }
        return (changeable, name)
    }
}

extension TemplateError {
    /// Asks the application, and makes an error of the engine of its failure.
    static func asking<Result>(
        _ question: () throws -> Result
    ) throws(TemplateError) -> Result {
        do {
            return try question()
        } catch let error as TemplateError {
            throw error
        } catch {
            throw TemplateError(
                .objectFailed,
                "the application failed to give a value",
                cause: error
            )
        }
    }
}
