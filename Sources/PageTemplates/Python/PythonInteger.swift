// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// Integers of 64 bits as Python computes with them; what does not fit is an
/// error.
enum PythonInteger {
    static var overflow: TemplateError {
        TemplateError(
            .overflowError,
            "the integer does not fit 64 bits",
            notes: [.init("compute with floating-point numbers")]
        )
    }

    static var divisionByZero: TemplateError {
        TemplateError(.zeroDivisionError, "division by zero")
    }

    static func compute(
        _ symbol: PythonBinaryOperator,
        _ left: Int,
        _ right: Int
    ) throws(TemplateError) -> TemplateValue {
        switch symbol {
        case .add: .integer(try checked(left.addingReportingOverflow(right)))
        case .subtract: .integer(try checked(left.subtractingReportingOverflow(right)))
        case .multiply: .integer(try checked(left.multipliedReportingOverflow(by: right)))
        case .divide: .double(try divided(left, right))
        case .floorDivide: .integer(try floorDivided(left, right).quotient)
        // Also of the smallest integer, whose quotient does not fit.
        case .remainder where right == -1: .integer(0)
        case .remainder: .integer(try floorDivided(left, right).remainder)
        case .power: try power(left, right)
        case .or: .integer(left | right)
        case .exclusiveOr: .integer(left ^ right)
        case .and: .integer(left & right)
        case .shiftLeft: .integer(try shifted(left, by: right))
        case .shiftRight: .integer(left >> Int(try shift(right)))
        }
    }

    private static func checked(
        _ result: (partialValue: Int, overflow: Bool)
    ) throws(TemplateError) -> Int {
        guard !result.overflow else { throw overflow }
        return result.partialValue
    }

    /// Division whose remainder has the sign of the divisor.
    private static func floorDivided(
        _ left: Int,
        _ right: Int
    ) throws(TemplateError) -> (quotient: Int, remainder: Int) {
        guard right != 0 else { throw divisionByZero }
        if right == -1 { return (try checked((0).subtractingReportingOverflow(left)), 0) }
        let (quotient, remainder) = left.quotientAndRemainder(dividingBy: right)
        guard remainder != 0, (remainder < 0) != (right < 0) else { return (quotient, remainder) }
        return (quotient - 1, remainder + right)
    }

    /// The quotient, rounded once: converting first would round twice.
    private static func divided(_ left: Int, _ right: Int) throws(TemplateError) -> Double {
        guard right != 0 else { throw divisionByZero }
        let exact = UInt(1) << 53
        if left.magnitude <= exact, right.magnitude <= exact {
            return Double(left) / Double(right)
        }
        // A quotient of 64 bits or more, whose last bit also stands for whatever
        // follows, rounds like the exact one.
        let shift = left.magnitude.leadingZeroBitCount + 64
        let numerator = UInt128(left.magnitude) << UInt128(shift)
        let (whole, rest) = numerator.quotientAndRemainder(
            dividingBy: UInt128(right.magnitude)
        )
        let quotient = rest == 0 ? whole : whole | 1
        let scale = Double(sign: .plus, exponent: -shift, significand: 1)
        let magnitude = Double(quotient) * scale
        return (left < 0) == (right < 0) ? magnitude : -magnitude
    }

    private static func power(_ base: Int, _ exponent: Int) throws(TemplateError) -> TemplateValue {
        guard exponent >= 0 else {
            return .double(try PythonDouble.power(Double(base), Double(exponent)))
        }
        if base == 0 || base == 1 { return .integer(exponent == 0 ? 1 : base) }
        if base == -1 { return .integer(exponent & 1 == 0 ? 1 : -1) }
        guard exponent < 64 else { throw overflow }
        var result = 1
        for _ in 0..<exponent {
            result = try checked(result.multipliedReportingOverflow(by: base))
        }
        return .integer(result)
    }

    private static func shifted(_ value: Int, by count: Int) throws(TemplateError) -> Int {
        let count = try shift(count)
        if value == 0 { return 0 }
        guard count < 64 else { throw overflow }
        let result = value << count
        guard result >> count == value else { throw overflow }
        return result
    }

    /// How far to shift; further than 64 bits changes nothing.
    private static func shift(_ count: Int) throws(TemplateError) -> Int {
        guard count >= 0 else {
            throw TemplateError(.valueError, "a value cannot be shifted by a negative number")
        }
        return min(count, 64)
    }
}
