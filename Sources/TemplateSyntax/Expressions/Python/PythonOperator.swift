// SPDX-License-Identifier: Apache-2.0

/// The operators between two values, by precedence.
package enum PythonBinaryOperator: String, Sendable, CaseIterable {
    case or = "|"
    case exclusiveOr = "^"
    case and = "&"
    case shiftLeft = "<<"
    case shiftRight = ">>"
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
    case floorDivide = "//"
    case remainder = "%"
    case power = "**"

    /// How tightly the operator binds; `**` is not one of the levels, because it
    /// stands above the signs on its left and below those on its right.
    var level: Int {
        switch self {
        case .or: 1
        case .exclusiveOr: 2
        case .and: 3
        case .shiftLeft, .shiftRight: 4
        case .add, .subtract: 5
        case .multiply, .divide, .floorDivide, .remainder: 6
        case .power: 7
        }
    }

    static let lowestLevel = 1
}

/// The operators in front of a value.
package enum PythonUnaryOperator: String, Sendable, CaseIterable {
    case negative = "-"
    case positive = "+"
    case invert = "~"
}

/// The comparisons.
package enum PythonComparison: String, Sendable, CaseIterable {
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case contained = "in"
    case notContained = "not in"
    case same = "is"
    case notSame = "is not"
}
