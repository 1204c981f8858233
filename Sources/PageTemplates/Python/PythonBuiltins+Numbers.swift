// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

extension PythonBuiltins {
    static let numbers: [PythonFunction] = [
        .init("sum", 1...2, keywords: ["start"]) { arguments, budget throws(TemplateError) in
            try sum(arguments, &budget)
        },
        .calling("min", 1...255, keywords: ["key", "default"], .smallest),
        .calling("max", 1...255, keywords: ["key", "default"], .largest),
        .init("abs", 1...1) { arguments, _ throws(TemplateError) in
            guard let number = PythonNumber(arguments.first) else {
                throw TemplateError(.typeError, "abs() is not for \(arguments.first.pythonName)")
            }
            return try number.magnitude.value
        },
        .init("round", 1...2, keywords: ["ndigits"]) { arguments, budget throws(TemplateError) in
            try PythonRounding.round(arguments, &budget)
        },
    ]

    private static func sum(
        _ arguments: PythonArguments,
        _ budget: inout Budget
    ) throws(TemplateError) -> TemplateValue {
        let items = try PythonItems.elements(of: arguments.first, &budget)
        var total = try arguments.value(1, "start") ?? .integer(0)
        guard total.pythonText == nil else {
            throw TemplateError(
                .typeError,
                "sum() is not for texts",
                notes: [.init("use ''.join(…)")]
            )
        }
        for item in items {
            total = try PythonOperations.compute(.add, total, item, &budget)
        }
        return total
    }
}

/// Rounds half to even, by the exact decimal value.
enum PythonRounding {
    static func round(
        _ arguments: PythonArguments,
        _ budget: inout Budget
    ) throws(TemplateError) -> TemplateValue {
        let digits = try arguments.value(1, "ndigits") ?? .nothing
        guard let number = PythonNumber(arguments.first) else {
            throw TemplateError(.typeError, "round() is not for \(arguments.first.pythonName)")
        }
        if case .nothing = digits {
            guard case .double(let value) = number else { return number.value }
            return .integer(
                try PythonConversions.integer(value.rounded(.toNearestOrEven))
            )
        }
        guard let count = digits.pythonInteger else {
            throw TemplateError(.typeError, "\(digits.pythonName) is not an integer")
        }
        switch number {
        case .integer(let value): return .integer(try round(value, count))
        case .double(let value): return .double(try round(value, count, &budget))
        }
    }

    private static func round(_ value: Int, _ count: Int) throws(TemplateError) -> Int {
        guard count < 0 else { return value }
        guard count > -20 else { return 0 }
        let unit = (0..<(-count)).reduce(UInt128(1)) { unit, _ in unit * 10 }
        let magnitude = UInt128(value.magnitude)
        let (quotient, rest) = magnitude.quotientAndRemainder(dividingBy: unit)
        let roundsUp = rest * 2 > unit || (rest * 2 == unit && quotient & 1 == 1)
        let rounded = (quotient + (roundsUp ? 1 : 0)) * unit
        guard let result = Int(exactly: value < 0 ? -Int128(rounded) : Int128(rounded)) else {
            throw PythonInteger.overflow
        }
        return result
    }

    private static func round(
        _ value: Double,
        _ count: Int,
        _ budget: inout Budget
    ) throws(TemplateError) -> Double {
        guard value.isFinite, value != 0, count <= 323 else { return value }
        guard count >= -308 else { return Double(signOf: value, magnitudeOf: 0) }
        try budget.take(steps: ExactDecimal.steps(value))
        var decimal = ExactDecimal(value)
        decimal.round(fraction: count)
        let digits = decimal.digits.map(String.init).joined()
        let text = (digits.isEmpty ? "0" : digits) + "e\(decimal.point - decimal.digits.count)"
        guard let magnitude = Double(text), magnitude.isFinite else {
            throw TemplateError(.overflowError, "the rounded number is too large")
        }
        return Double(signOf: value, magnitudeOf: magnitude)
    }
}
