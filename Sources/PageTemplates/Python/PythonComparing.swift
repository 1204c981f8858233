// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// The comparisons of all kinds of values.
enum PythonComparing {
    static func compare(
        _ comparison: PythonComparison,
        _ left: TemplateValue,
        _ right: TemplateValue,
        _ budget: inout Budget
    ) throws(TemplateError) -> Bool {
        switch comparison {
        case .equal: try left.equals(right, &budget)
        case .notEqual: !(try left.equals(right, &budget))
        case .less, .lessOrEqual, .greater, .greaterOrEqual:
            try isOrdered(comparison, left, right, &budget)
        case .contained: try PythonItems.contains(right, left, &budget)
        case .notContained: !(try PythonItems.contains(right, left, &budget))
        case .same: try isSame(left, right, &budget)
        case .notSame: !(try isSame(left, right, &budget))
        }
    }

    /// Identity: that of values for what Python has only once, and of objects.
    private static func isSame(
        _ left: TemplateValue,
        _ right: TemplateValue,
        _ budget: inout Budget
    ) throws(TemplateError) -> Bool {
        switch (left, right) {
        case (.nothing, .nothing): true
        case (.bool(let left), .bool(let right)): left == right
        case (.integer(let left), .integer(let right)): left == right
        case (.string, .string): try left.equals(right, &budget)
        case (.object(let one), .object(let other)):
            // Python has one empty tuple.
            one === other
                || (left.pythonTuple?.isEmpty == true && right.pythonTuple?.isEmpty == true)
        case (.mapping(let left), .mapping(let right)): left.isSame(as: right)
        case (.list(let left), .list(let right)): left.isSame(as: right)
        default: false
        }
    }

    static func isOrdered(
        _ comparison: PythonComparison,
        _ left: TemplateValue,
        _ right: TemplateValue,
        _ budget: inout Budget
    ) throws(TemplateError) -> Bool {
        if let one = PythonNumber(left), let other = PythonNumber(right) {
            return PythonNumber.order(one, other)?.satisfies(comparison) ?? false
        }
        if let one = left.pythonText, let other = right.pythonText {
            try budget.take(steps: min(one.steps, other.steps))
            return one.order(to: other).satisfies(comparison)
        }
        if let one = left.pythonItems, let other = right.pythonItems, one.isTuple == other.isTuple {
            return try isOrdered(comparison, one.items, other.items, &budget)
        }
        if left.isSetLike, right.isSetLike {
            let one = try PythonMethods.keySet(of: left, &budget)
            let other = try PythonMethods.keySet(of: right, &budget)
            return try isSubset(comparison, one, other, &budget)
        }
        throw TemplateError(
            .typeError,
            "'\(comparison.rawValue)' is not defined for \(left.pythonName) and "
                + right.pythonName
        )
    }

    /// The first items that differ decide.
    private static func isOrdered(
        _ comparison: PythonComparison,
        _ left: [TemplateValue],
        _ right: [TemplateValue],
        _ budget: inout Budget
    ) throws(TemplateError) -> Bool {
        try budget.take(steps: min(left.count, right.count))
        for (one, other) in zip(left, right) where !(try one.equals(other, &budget)) {
            return try isOrdered(comparison, one, other, &budget)
        }
        return PythonOrder(left.count, right.count).satisfies(comparison)
    }

    private static func isSubset(
        _ comparison: PythonComparison,
        _ left: PythonKeySet,
        _ right: PythonKeySet,
        _ budget: inout Budget
    ) throws(TemplateError) -> Bool {
        switch comparison {
        case .less where left.count == right.count: false
        case .greater where left.count == right.count: false
        case .less, .lessOrEqual: try left.isSubset(of: right, &budget)
        default: try right.isSubset(of: left, &budget)
        }
    }
}

extension TemplateValue {
    /// Whether the value is a set, or a view that compares with one.
    fileprivate var isSetLike: Bool { pythonSet != nil || isSetView }

    /// The items of a list or a tuple.
    var pythonItems: (items: [TemplateValue], isTuple: Bool)? {
        if let items = pythonListItems { return (items, false) }
        return pythonTuple.map { ($0, true) }
    }
}
