// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

// What scripts change in containers and objects.
extension ScriptOperation {
    func setItem(
        _ key: TemplateValue,
        of object: TemplateValue,
        to value: TemplateValue,
        _ budget: inout Budget
    ) throws(TemplateError) {
        switch object.changeableContainer {
        case let list as PythonList:
            let position = try PythonItems.position(key, in: object, of: list.count)
            try PythonNesting.put([value], into: list, &budget)
            list.change { $0[position] = value }
        case let dictionary as PythonDictionary:
            try PythonDictionaryMethods.set(key, to: value, in: dictionary, &budget)
        default:
            let item = try object.changeableItem(key)
            try budget.take(steps: item.name.steps)
            let settled = try value.settled(&budget)
            try TemplateError.asking { try item.object.setItem(item.name, to: settled) }
        }
    }

    func deleteItem(
        _ key: TemplateValue,
        of object: TemplateValue,
        _ budget: inout Budget
    ) throws(TemplateError) {
        switch object.changeableContainer {
        case let list as PythonList:
            let position = try PythonItems.position(key, in: object, of: list.count)
            try PythonListMethods.takeMoves(list, &budget)
            list.change { _ = $0.remove(at: position) }
        case let dictionary as PythonDictionary:
            let found = try dictionary.change { (table) throws(TemplateError) in
                try table.remove(key, &budget)
            }
            if found == nil { throw try PythonItems.missing(key, in: object, &budget) }
        default:
            let item = try object.changeableItem(key)
            guard try item.object.item(item.name) != nil else {
                throw try PythonItems.missing(key, in: object, &budget)
            }
            try TemplateError.asking { try item.object.removeItem(item.name) }
        }
    }

    // MARK: - Slices

    /// Lets a slice of a list have other items; `nil` removes it.
    func change(
        _ slice: PythonSlice,
        of object: TemplateValue,
        to new: [TemplateValue]?,
        _ budget: inout Budget
    ) throws(TemplateError) {
        let list = try object.changeableList()
        let indices = try slice.indices(for: list.count)
        try budget.take(steps: indices.count + (new?.count ?? 0))
        if indices.step == 1 {
            try PythonListMethods.takeMoves(list, &budget)
        } else {
            try budget.take(steps: list.count)
        }
        try PythonNesting.put(new ?? [], into: list, &budget)
        if indices.step == 1 {
            let start = indices.start
            list.change { $0.replaceSubrange(start..<start + indices.count, with: new ?? []) }
        } else if let new {
            guard new.count == indices.count else {
                throw TemplateError(
                    .valueError,
                    "\(new.count) items do not fit a slice of \(indices.count) with a step"
                )
            }
            list.change { items in
                for (position, item) in zip(indices.positions, new) { items[position] = item }
            }
        } else {
            let removed = Set(indices.positions)
            list.change { items in
                items = items.indices.filter { !removed.contains($0) }.map { items[$0] }
            }
        }
    }

    // MARK: - Updates

    /// `left op= right`: changes what can be changed, and makes a new value of all else.
    func updated(
        _ left: TemplateValue,
        _ symbol: PythonBinaryOperator,
        _ right: TemplateValue,
        _ run: inout PageRun
    ) throws(TemplateError) -> TemplateValue {
        if try change(left, symbol, right, &run.budget) { return left }
        let value = try PythonOperations.compute(symbol, left, right, &run.budget)
        return try value.fresh(in: &run)
    }

    private func change(
        _ left: TemplateValue,
        _ symbol: PythonBinaryOperator,
        _ right: TemplateValue,
        _ budget: inout Budget
    ) throws(TemplateError) -> Bool {
        switch (left.changeableContainer, symbol) {
        case (let list as PythonList, .add):
            try budget.take(through: right)
            try PythonListMethods.extend(list, with: right, &budget)
        case (let list as PythonList, .multiply):
            guard let count = right.pythonInteger else { return false }
            let items = try PythonOperations.copies(list.items, max(0, count), &budget)
            list.change { $0 = items }
        case (let dictionary as PythonDictionary, .or):
            try PythonDictionaryMethods.update(dictionary, with: right, &budget)
        case (let set as PythonSet, _):
            guard let operation = PythonSetOperation(symbol), let other = right.pythonSet else {
                return false
            }
            try PythonSetMethods.apply(operation, to: set, other, &budget)
        default:
            return false
        }
        return true
    }
}

extension TemplateValue {
    /// The value as objects of the application get it: without anything that a
    /// script could change later.
    ///
    /// The recursion is as deep as containers can be nested.
    func settled(_ budget: inout Budget) throws(TemplateError) -> TemplateValue {
        try budget.take(through: self)
        let plain = fixed
        switch plain {
        case .list(let items):
            return .list(try Self.settled(items, &budget))
        case .mapping(let mapping):
            let values = try Self.settled(mapping.values, &budget)
            return .mapping(TemplateMapping(shape: mapping.shape, values: values))
        case .object(let object as PythonSequence) where object.pythonKind == .tuple:
            return .list(try Self.settled(object.items, &budget))
        default:
            return plain
        }
    }

    private static func settled(
        _ items: [TemplateValue],
        _ budget: inout Budget
    ) throws(TemplateError) -> [TemplateValue] {
        var settled: [TemplateValue] = []
        for item in items { settled.append(try item.settled(&budget)) }
        return settled
    }
}
