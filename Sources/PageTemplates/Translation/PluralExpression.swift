// SPDX-License-Identifier: Apache-2.0

/// An expression of C over one unsigned number, as plural rules are written in.
indirect enum PluralExpression: Sendable {
    case number
    case literal(UInt)
    case not(PluralExpression)
    case binary(Operator, PluralExpression, PluralExpression)
    case choice(PluralExpression, PluralExpression, PluralExpression)

    enum Operator: Sendable {
        case or, and, equal, notEqual, less, greater, lessOrEqual, greaterOrEqual
        case plus, minus, times, divide, remainder
    }

    /// The value for a number; unsigned arithmetic wraps, as it does in C.
    func value(for number: UInt) throws(PluralRule.Failure) -> UInt {
        switch self {
        case .number:
            return number
        case .literal(let value):
            return value
        case .not(let operand):
            return try operand.value(for: number) == 0 ? 1 : 0
        case .choice(let condition, let first, let second):
            return try condition.value(for: number) != 0
                ? first.value(for: number) : second.value(for: number)
        case .binary(let binary, let left, let right):
            return try Self.value(of: binary, left.value(for: number)) {
                () throws(PluralRule.Failure) in
                try right.value(for: number)
            }
        }
    }

    private static func value(
        of binary: Operator,
        _ left: UInt,
        _ operand: () throws(PluralRule.Failure) -> UInt
    ) throws(PluralRule.Failure) -> UInt {
        if binary == .or, left != 0 { return 1 }
        if binary == .and, left == 0 { return 0 }
        let right = try operand()
        switch binary {
        case .or, .and: return right != 0 ? 1 : 0
        case .equal: return left == right ? 1 : 0
        case .notEqual: return left != right ? 1 : 0
        case .less: return left < right ? 1 : 0
        case .greater: return left > right ? 1 : 0
        case .lessOrEqual: return left <= right ? 1 : 0
        case .greaterOrEqual: return left >= right ? 1 : 0
        case .plus: return left &+ right
        case .minus: return left &- right
        case .times: return left &* right
        case .divide, .remainder:
            guard right != 0 else { throw .divisionByZero }
            return binary == .divide ? left / right : left % right
        }
    }
}
