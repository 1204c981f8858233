// SPDX-License-Identifier: Apache-2.0

/// The methods of lists that change them.
enum PythonListMethods {
    static let all: [PythonFunction] = [
        .init("append", 1...1, cost: .nothing) { arguments, budget throws(TemplateError) in
            let list = try arguments.receiver.changeableList()
            try PythonNesting.put([arguments.first], into: list, &budget)
            list.change { $0.append(arguments.first) }
            return .nothing
        },
        .init("extend", 1...1, cost: .arguments) { arguments, budget throws(TemplateError) in
            let list = try arguments.receiver.changeableList()
            try extend(list, with: arguments.first, &budget)
            return .nothing
        },
        .init("insert", 2...2, cost: .nothing) { arguments, budget throws(TemplateError) in
            try insert(arguments, &budget)
        },
        .init("pop", 0...1, cost: .nothing) { arguments, budget throws(TemplateError) in
            try pop(arguments, &budget)
        },
        .init("remove", 1...1) { arguments, budget throws(TemplateError) in
            try remove(arguments, &budget)
        },
        .init("clear", 0...0, cost: .nothing) { arguments, _ throws(TemplateError) in
            try arguments.receiver.changeableList().change { $0 = [] }
            return .nothing
        },
        .init("reverse", 0...0) { arguments, budget throws(TemplateError) in
            let list = try arguments.receiver.changeableList()
            list.change { $0.reverse() }
            return .nothing
        },
        .calling("sort", 0...0, keywords: ["key", "reverse"], .sort),
    ]

    /// Adds all items of a value, of the list itself too.
    static func extend(
        _ list: PythonList,
        with value: TemplateValue,
        _ budget: inout Budget
    ) throws(TemplateError) {
        let items = try PythonItems.elements(of: value, &budget)
        try PythonNesting.put(items, into: list, &budget)
        list.change { $0 += items }
    }

    /// Pays for moving the items of a list.
    static func takeMoves(_ list: PythonList, _ budget: inout Budget) throws(TemplateError) {
        try budget.take(steps: list.count / itemsPerStep)
    }

    /// The items that are moved in one step.
    private static let itemsPerStep = 16

    private static func insert(
        _ arguments: PythonArguments,
        _ budget: inout Budget
    ) throws(TemplateError) -> TemplateValue {
        let list = try arguments.receiver.changeableList()
        let index = try arguments.integer(0)
        let value = arguments.positional[1]
        try PythonNesting.put([value], into: list, &budget)
        try takeMoves(list, &budget)
        list.change { items in
            let position = index < 0 ? max(0, index &+ items.count) : min(index, items.count)
            items.insert(value, at: position)
        }
        return .nothing
    }

    private static func pop(
        _ arguments: PythonArguments,
        _ budget: inout Budget
    ) throws(TemplateError) -> TemplateValue {
        let list = try arguments.receiver.changeableList()
        guard list.count > 0 else { throw TemplateError(.indexError, "the list is empty") }
        let index = arguments[0] ?? .integer(-1)
        let position = try PythonItems.position(index, in: arguments.receiver, of: list.count)
        if position < list.count - 1 { try takeMoves(list, &budget) }
        return list.change { $0.remove(at: position) }
    }

    private static func remove(
        _ arguments: PythonArguments,
        _ budget: inout Budget
    ) throws(TemplateError) -> TemplateValue {
        let list = try arguments.receiver.changeableList()
        let items = list.items
        for (position, item) in items.enumerated()
        where try item.equals(arguments.first, &budget) {
            list.change { _ = $0.remove(at: position) }
            return .nothing
        }
        let value = PythonText.excerpt(of: arguments.first)
        throw TemplateError(.valueError, "\(value) is not in the list")
    }
}

extension TemplateValue {
    /// The list, if scripts can change it.
    func changeableList() throws(TemplateError) -> PythonList {
        guard let list = changeableContainer as? PythonList else { throw unchangeable }
        return list
    }

    /// The dictionary, if scripts can change it.
    func changeableDictionary() throws(TemplateError) -> PythonDictionary {
        guard let dictionary = changeableContainer as? PythonDictionary else { throw unchangeable }
        return dictionary
    }

    /// The set, if scripts can change it.
    func changeableSet() throws(TemplateError) -> PythonSet {
        guard let set = changeableContainer as? PythonSet else { throw unchangeable }
        return set
    }

    /// The error of whoever tries to change the value.
    var unchangeable: TemplateError {
        switch pythonKind {
        case .list, .dict, .set:
            TemplateError(
                .typeError,
                "the \(pythonKind.rawValue) cannot be changed",
                notes: [
                    .init(
                        "data of the page cannot be changed, nor can anything where scripts are "
                            + "not allowed; a script can change a copy: \(pythonKind.rawValue)(...)"
                    )
                ]
            )
        default:
            TemplateError(.typeError, "\(pythonName) has no items that can be changed")
        }
    }
}
