// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

extension PythonCaller {
    /// What the function gives.
    func value(
        of arguments: PythonArguments,
        in run: inout PageRun
    ) throws(TemplateError) -> TemplateValue {
        switch self {
        case .sorted:
            let items = try PythonItems.elements(of: arguments.first, &run.budget)
            return .list(try sorted(items, as: arguments, in: &run))
        case .smallest: return try extreme(arguments, .less, in: &run)
        case .largest: return try extreme(arguments, .greater, in: &run)
        case .sort:
            let list = try arguments.receiver.changeableList()
            let sorted = try sorted(list.items, as: arguments, in: &run)
            list.change { $0 = sorted }
            return .nothing
        case .format:
            return try PythonFormatText.format(arguments.text, .arguments(arguments), in: &run)
        case .formatMap:
            return try PythonFormatText.format(arguments.text, .mapping(arguments.first), in: &run)
        case .hasAttribute: return .bool(try attribute(arguments, in: &run) != nil)
        case .getAttribute:
            if let found = try attribute(arguments, in: &run) ?? arguments[2] { return found }
            return try arguments.first.pythonAttribute(try arguments.text(1), in: &run, false)
        case .getItem: return try item(arguments, in: &run) ?? arguments[1] ?? .nothing
        case .map: return try map(arguments, in: &run)
        case .filter: return try filter(arguments, in: &run)
        }
    }

    // MARK: Keys

    /// The values in the order that the arguments `key` and `reverse` ask for.
    private func sorted(
        _ values: [TemplateValue],
        as arguments: PythonArguments,
        in run: inout PageRun
    ) throws(TemplateError) -> [TemplateValue] {
        let reverse = arguments.keywords["reverse"] ?? .bool(false)
        guard reverse.pythonInteger != nil else {
            throw TemplateError(.typeError, "\(reverse.pythonName) is not a truth value")
        }
        let keys = try keys(of: values, arguments, in: &run)
        return try PythonSorting.sorted(
            values,
            by: keys,
            isDescending: reverse.isTrue,
            &run.budget
        )
    }

    /// The smallest or the largest of the arguments, or of the items of one.
    private func extreme(
        _ arguments: PythonArguments,
        _ comparison: PythonComparison,
        in run: inout PageRun
    ) throws(TemplateError) -> TemplateValue {
        let fallback = arguments.keywords["default"]
        guard arguments.count == 1 || fallback == nil else {
            throw TemplateError(.typeError, "'default' is only for the items of one value")
        }
        let items =
            arguments.count > 1
            ? arguments.positional : try PythonItems.elements(of: arguments.first, &run.budget)
        guard !items.isEmpty else {
            guard let fallback else {
                throw TemplateError(.valueError, "there are no items to choose from")
            }
            return fallback
        }
        let keys = try keys(of: items, arguments, in: &run)
        var best = 0
        for index in items.indices.dropFirst()
        where try PythonComparing.isOrdered(comparison, keys[index], keys[best], &run.budget) {
            best = index
        }
        return items[best]
    }

    /// What the function of `key=` gives for each item.
    private func keys(
        of items: [TemplateValue],
        _ arguments: PythonArguments,
        in run: inout PageRun
    ) throws(TemplateError) -> [TemplateValue] {
        guard let key = arguments.keywords["key"], key.pythonKind != .none else { return items }
        var keys: [TemplateValue] = []
        for item in items { keys.append(try key.pythonCall([item], in: &run)) }
        return keys
    }

    // MARK: Attributes

    /// The attribute that the second argument names, if the first one has it.
    private func attribute(
        _ arguments: PythonArguments,
        in run: inout PageRun
    ) throws(TemplateError) -> TemplateValue? {
        let name = try arguments.text(1)
        try run.budget.take(steps: name.steps)
        return try arguments.first.presentAttribute(name, in: &run, true)
    }

    // MARK: Items

    /// The item of an object whose key is the first argument, if there is one.
    private func item(
        _ arguments: PythonArguments,
        in run: inout PageRun
    ) throws(TemplateError) -> TemplateValue? {
        try run.budget.take(through: arguments.first)
        guard case .object(let object) = arguments.receiver,
            let name = arguments.first.pythonText, try run.isReadable(name, of: object)
        else { return nil }
        return try object.item(name)
    }

    private func map(
        _ arguments: PythonArguments,
        in run: inout PageRun
    ) throws(TemplateError) -> TemplateValue {
        var columns: [[TemplateValue]] = []
        for value in arguments.positional.dropFirst() {
            columns.append(try PythonItems.elements(of: value, &run.budget))
        }
        let count = columns.map(\.count).min() ?? 0
        try run.budget.take(steps: count * columns.count)
        var values: [TemplateValue] = []
        for row in 0..<count {
            values.append(try arguments.first.pythonCall(columns.map { $0[row] }, in: &run))
        }
        return .object(PythonSequence(.map, values))
    }

    private func filter(
        _ arguments: PythonArguments,
        in run: inout PageRun
    ) throws(TemplateError) -> TemplateValue {
        let test = arguments.first
        var values: [TemplateValue] = []
        for item in try PythonItems.elements(of: arguments.positional[1], &run.budget) {
            let result = test.pythonKind == .none ? item : try test.pythonCall([item], in: &run)
            if result.isTrue { values.append(item) }
        }
        return .object(PythonSequence(.filter, values))
    }
}
