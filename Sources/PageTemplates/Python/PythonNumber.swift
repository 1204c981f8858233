// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A number of Python; truth values are integers.
enum PythonNumber {
    case integer(Int)
    case double(Double)

    init?(_ value: TemplateValue) {
        switch value {
        case .integer(let value): self = .integer(value)
        case .bool(let value): self = .integer(value ? 1 : 0)
        case .double(let value): self = .double(value)
        case .object(let number as ExactNumber): self = .double(number.double)
        default: return nil
        }
    }

    var double: Double {
        switch self {
        case .integer(let value): Double(value)
        case .double(let value): value
        }
    }

    var value: TemplateValue {
        switch self {
        case .integer(let value): .integer(value)
        case .double(let value): .double(value)
        }
    }

    /// The result of an operator; `nil` where numbers of these kinds have no
    /// such operator.
    static func compute(
        _ symbol: PythonBinaryOperator,
        _ left: PythonNumber,
        _ right: PythonNumber
    ) throws(TemplateError) -> TemplateValue? {
        if case .integer(let left) = left, case .integer(let right) = right {
            return try PythonInteger.compute(symbol, left, right)
        }
        return try PythonDouble.compute(symbol, left.double, right.double)
    }

    /// The order of two numbers by their exact values; `nil` where one of them
    /// is not a number.
    static func order(_ left: PythonNumber, _ right: PythonNumber) -> PythonOrder? {
        switch (left, right) {
        case (.integer(let left), .integer(let right)): .init(left, right)
        case (.double(let left), .double(let right)):
            left.isNaN || right.isNaN ? nil : .init(left, right)
        case (.integer(let left), .double(let right)): order(left, right)
        case (.double(let left), .integer(let right)): order(right, left)?.reversed
        }
    }

    private static func order(_ integer: Int, _ double: Double) -> PythonOrder? {
        if double.isNaN { return nil }
        if double >= 0x1p63 { return .ascending }
        if double < -0x1p63 { return .descending }
        let whole = double.rounded(.down)
        let order = PythonOrder(integer, Int(whole))
        return order == .same && double > whole ? .ascending : order
    }

    /// `abs`, `-` and `+` of a number.
    var magnitude: PythonNumber {
        get throws(TemplateError) {
            switch self {
            case .integer(let value): value < 0 ? try negated : self
            case .double(let value): .double(value.magnitude)
            }
        }
    }

    var negated: PythonNumber {
        get throws(TemplateError) {
            switch self {
            case .integer(let value):
                guard value != .min else { throw PythonInteger.overflow }
                return .integer(-value)
            case .double(let value):
                return .double(-value)
            }
        }
    }
}

/// Floating-point numbers as Python computes with them.
enum PythonDouble {
    static func compute(
        _ symbol: PythonBinaryOperator,
        _ left: Double,
        _ right: Double
    ) throws(TemplateError) -> TemplateValue? {
        switch symbol {
        case .add: return .double(left + right)
        case .subtract: return .double(left - right)
        case .multiply: return .double(left * right)
        case .divide:
            guard right != 0 else { throw PythonInteger.divisionByZero }
            return .double(left / right)
        case .floorDivide: return .double(try divided(left, right).quotient)
        case .remainder: return .double(try divided(left, right).remainder)
        case .power: return .double(try power(left, right))
        case .or, .exclusiveOr, .and, .shiftLeft, .shiftRight: return nil
        }
    }

    /// Division whose remainder has the sign of the divisor, step by step as
    /// CPython does it, so that the roundings are the same.
    private static func divided(
        _ left: Double,
        _ right: Double
    ) throws(TemplateError) -> (quotient: Double, remainder: Double) {
        guard right != 0 else { throw PythonInteger.divisionByZero }
        var remainder = left.truncatingRemainder(dividingBy: right)
        var quotient = (left - remainder) / right
        if remainder != 0 {
            if (right < 0) != (remainder < 0) {
                remainder += right
                quotient -= 1
            }
        } else {
            remainder = Double(signOf: right, magnitudeOf: 0)
        }
        guard quotient != 0 else {
            return (Double(signOf: left / right, magnitudeOf: 0), remainder)
        }
        var floor = quotient.rounded(.down)
        if quotient - floor > 0.5 { floor += 1 }
        return (floor, remainder)
    }

    static func power(_ base: Double, _ exponent: Double) throws(TemplateError) -> Double {
        if base == 0, exponent < 0 {
            throw TemplateError(.zeroDivisionError, "0.0 cannot be raised to a negative power")
        }
        let isReal = base >= 0 || base.isNaN || base.isInfinite
        guard isReal || exponent == exponent.rounded() || exponent.isNaN else {
            let message = "a negative number to a fractional power is complex"
            throw TemplateError(.valueError, message)
        }
        let result = pow(base, exponent)
        if result.isInfinite, base.isFinite, exponent.isFinite {
            throw TemplateError(.overflowError, "the number is too large")
        }
        return result
    }
}
