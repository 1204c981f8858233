// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// The operators on all kinds of values.
enum PythonOperations {
    static func compute(
        _ symbol: PythonBinaryOperator,
        _ left: TemplateValue,
        _ right: TemplateValue,
        _ budget: inout Budget
    ) throws(TemplateError) -> TemplateValue {
        if let one = PythonNumber(left), let other = PythonNumber(right),
            let result = try PythonNumber.compute(symbol, one, other)
        {
            return truth(symbol, left, right, result)
        }
        try budget.take(through: left)
        try budget.take(through: right)
        if let result = try sequence(symbol, left, right, &budget) { return result }
        if let result = try collection(symbol, left, right, &budget) { return result }
        throw TemplateError(
            .typeError,
            "'\(symbol.rawValue)' is not defined for \(left.pythonName) and \(right.pythonName)"
        )
    }

    /// Bitwise operators on two truth values give a truth value.
    static func truth(
        _ symbol: PythonBinaryOperator,
        _ left: TemplateValue,
        _ right: TemplateValue,
        _ result: TemplateValue
    ) -> TemplateValue {
        switch symbol {
        case .or, .exclusiveOr, .and:
            guard case .bool = left, case .bool = right else { return result }
            return .bool(result.isTrue)
        default:
            return result
        }
    }

    // MARK: Sequences

    private static func sequence(
        _ symbol: PythonBinaryOperator,
        _ left: TemplateValue,
        _ right: TemplateValue,
        _ budget: inout Budget
    ) throws(TemplateError) -> TemplateValue? {
        switch symbol {
        case .add:
            return try sum(left, right, &budget)
        case .multiply:
            if let count = right.pythonInteger { return try repeated(left, count, &budget) }
            if let count = left.pythonInteger { return try repeated(right, count, &budget) }
            return nil
        case .remainder:
            guard let format = left.pythonText else { return nil }
            return .string(try PythonPercent.format(format, right, &budget))
        default:
            return nil
        }
    }

    private static func sum(
        _ left: TemplateValue,
        _ right: TemplateValue,
        _ budget: inout Budget
    ) throws(TemplateError) -> TemplateValue? {
        if let one = left.pythonText, let other = right.pythonText {
            try budget.check(textSize: one.utf8.count + other.utf8.count)
            return .string(one + other)
        }
        if let one = left.pythonListItems, let other = right.pythonListItems {
            return .list(one + other)
        }
        if let one = left.pythonTuple, let other = right.pythonTuple {
            return .tuple(one + other)
        }
        return nil
    }

    private static func repeated(
        _ value: TemplateValue,
        _ count: Int,
        _ budget: inout Budget
    ) throws(TemplateError) -> TemplateValue? {
        let count = max(0, count)
        if let text = value.pythonText {
            let (size, overflows) = text.utf8.count.multipliedReportingOverflow(by: count)
            try budget.take(textSize: overflows ? .max : size)
            return .string(text.isEmpty ? "" : String(repeating: text, count: count))
        }
        if let items = value.pythonListItems { return .list(try copies(items, count, &budget)) }
        if let items = value.pythonTuple { return .tuple(try copies(items, count, &budget)) }
        return nil
    }

    static func copies(
        _ items: [TemplateValue],
        _ count: Int,
        _ budget: inout Budget
    ) throws(TemplateError) -> [TemplateValue] {
        if items.isEmpty { return [] }
        let (size, overflows) = items.count.multipliedReportingOverflow(by: count)
        try budget.take(steps: overflows ? .max : size)
        return Array(repeatElement(items, count: count).joined())
    }

    // MARK: Sets and dictionaries

    private static func collection(
        _ symbol: PythonBinaryOperator,
        _ left: TemplateValue,
        _ right: TemplateValue,
        _ budget: inout Budget
    ) throws(TemplateError) -> TemplateValue? {
        if let (left, right) = try sets(left, right, &budget) {
            guard let operation = PythonSetOperation(symbol) else { return nil }
            return .object(PythonSet(try operation.apply(left, right, &budget)))
        }
        guard symbol == .or, let left = PythonEntries(left), let right = PythonEntries(right)
        else {
            return nil
        }
        let keys = left.keys + right.keys
        let values = left.values + right.values
        return try PythonDictionary.value(of: Array(zip(keys, values)), &budget)
    }

    /// Two sets, or what a view of keys or entries makes one of.
    private static func sets(
        _ left: TemplateValue,
        _ right: TemplateValue,
        _ budget: inout Budget
    ) throws(TemplateError) -> (PythonKeySet, PythonKeySet)? {
        if let left = left.pythonSet, let right = right.pythonSet { return (left, right) }
        guard left.isSetView || right.isSetView else { return nil }
        return (
            try PythonMethods.keySet(of: left, &budget),
            try PythonMethods.keySet(of: right, &budget)
        )
    }

    // MARK: One operand

    static func compute(
        _ symbol: PythonUnaryOperator,
        _ value: TemplateValue
    ) throws(TemplateError) -> TemplateValue {
        guard let number = PythonNumber(value) else { throw undefined(symbol, value) }
        switch (symbol, number) {
        case (.positive, _): return number.value
        case (.negative, _): return try number.negated.value
        case (.invert, .integer(let integer)): return .integer(~integer)
        case (.invert, .double): throw undefined(symbol, value)
        }
    }

    private static func undefined(
        _ symbol: PythonUnaryOperator,
        _ value: TemplateValue
    ) -> TemplateError {
        let message = "'\(symbol.rawValue)' is not defined for \(value.pythonName)"
        return TemplateError(.typeError, message)
    }
}

/// The operations that sets have operators for.
enum PythonSetOperation {
    case union
    case intersection
    case difference
    case symmetricDifference

    init?(_ symbol: PythonBinaryOperator) {
        switch symbol {
        case .or: self = .union
        case .and: self = .intersection
        case .subtract: self = .difference
        case .exclusiveOr: self = .symmetricDifference
        default: return nil
        }
    }

    func apply(
        _ left: PythonKeySet,
        _ right: PythonKeySet,
        _ budget: inout Budget
    ) throws(TemplateError) -> PythonKeySet {
        switch self {
        case .union: try PythonKeySet(left.items + right.items, &budget)
        // Of equal items Python keeps those of the smaller set.
        case .intersection:
            right.count > left.count
                ? try left.filtered(isIn: right, true, &budget)
                : try right.filtered(isIn: left, true, &budget)
        case .difference: try left.filtered(isIn: right, false, &budget)
        case .symmetricDifference:
            try PythonKeySet(
                left.filtered(isIn: right, false, &budget).items
                    + right.filtered(isIn: left, false, &budget).items,
                &budget
            )
        }
    }
}

extension PythonKeySet {
    /// The items that are, or are not, in another set.
    func filtered(
        isIn other: PythonKeySet,
        _ isWanted: Bool,
        _ budget: inout Budget
    ) throws(TemplateError) -> PythonKeySet {
        try budget.take(steps: count)
        var result = PythonKeySet()
        for item in items
        where (try other.position(of: item, &budget) != nil) == isWanted {
            try result.insert(item, &budget)
        }
        return result
    }
}

extension TemplateValue {
    /// Whether the value is a view that has the operators of sets.
    var isSetView: Bool { pythonKind == .keys || pythonKind == .items }

    var pythonSet: PythonKeySet? {
        guard case .object(let object) = self, let set = object as? PythonSet else { return nil }
        return set.members
    }
}
