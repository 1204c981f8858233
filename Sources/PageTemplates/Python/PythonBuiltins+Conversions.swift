// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

extension PythonBuiltins {
    /// A text that may be a number is gone through again and again.
    private static let numerals = PythonCost.everything(times: 16)

    static let conversions: [PythonFunction] = [
        .init("int", 0...2, keywords: ["base"], cost: numerals) {
            arguments,
            _ throws(TemplateError) in
            .integer(try PythonConversions.integer(arguments))
        },
        .init("float", 0...1, cost: numerals) { arguments, _ throws(TemplateError) in
            .double(try PythonConversions.double(arguments[0] ?? .integer(0)))
        },
        .init("str", 0...1, cost: .nothing) { arguments, budget throws(TemplateError) in
            .string(try arguments[0]?.pythonString(&budget) ?? "")
        },
        .init("repr", 1...1, cost: .nothing) { arguments, budget throws(TemplateError) in
            .string(try PythonText.representation(of: arguments.first, &budget))
        },
        .init("bool", 0...1, cost: .nothing) { arguments, _ throws(TemplateError) in
            .bool(arguments[0]?.isTrue ?? false)
        },
        .init("list", 0...1) { arguments, budget throws(TemplateError) in
            // An array of its own is another list, as `is` sees it.
            .list(try elements(arguments, &budget).map(\.self))
        },
        .init("tuple", 0...1) { arguments, budget throws(TemplateError) in
            .tuple(try elements(arguments, &budget))
        },
        .init("set", 0...1) { arguments, budget throws(TemplateError) in
            .object(PythonSet(try PythonKeySet(elements(arguments, &budget), &budget)))
        },
        .init("dict", 0...1, keywords: nil) { arguments, budget throws(TemplateError) in
            try dictionary(arguments, &budget)
        },
        .init("chr", 1...1) { arguments, _ throws(TemplateError) in
            let number = try arguments.integer(0)
            // Python looks at 32 bits before it looks at Unicode.
            let code =
                Int32(exactly: number) == nil ? .overflowError : TemplateError.Code.valueError
            return .string(try PythonText.character(number, refusedAs: code))
        },
        .init("ord", 1...1) { arguments, _ throws(TemplateError) in
            let scalars = try arguments.text(0).unicodeScalars
            guard let scalar = scalars.first, scalars.dropFirst().isEmpty else {
                throw TemplateError(.typeError, "ord() needs one character")
            }
            return .integer(Int(scalar.value))
        },
        .init("isinstance", 2...2, cost: .nothing) { arguments, _ throws(TemplateError) in
            .bool(try isInstance(arguments.positional[0], of: arguments.positional[1]))
        },
    ]

    private static func elements(
        _ arguments: PythonArguments,
        _ budget: inout Budget
    ) throws(TemplateError) -> [TemplateValue] {
        guard let value = arguments[0] else { return [] }
        return try PythonItems.elements(of: value, &budget)
    }

    private static func dictionary(
        _ arguments: PythonArguments,
        _ budget: inout Budget
    ) throws(TemplateError) -> TemplateValue {
        var pairs: [(TemplateValue, TemplateValue)] = []
        if let value = arguments[0] { pairs = try PythonConversions.pairs(value, &budget) }
        for (name, value) in arguments.keywords.entries { pairs.append((.string(name), value)) }
        return try PythonDictionary.value(of: pairs, &budget)
    }

    private static func isInstance(
        _ value: TemplateValue,
        of type: TemplateValue
    ) throws(TemplateError) -> Bool {
        if let types = type.pythonTuple {
            for type in types where try isInstance(value, of: type) { return true }
            return false
        }
        guard let wanted = type.pythonCallable?.type else {
            throw TemplateError(.typeError, "\(type.pythonName) is not a type")
        }
        if let kind = type.pythonCallable?.exceptionKind {
            guard case .object(let object) = value, let error = object as? PythonException else {
                return false
            }
            return error.kind.isKind(of: kind)
        }
        let kind = value.pythonKind
        return kind == wanted || (kind == .bool && wanted == .int)
    }
}

/// Turns values into numbers and pairs.
enum PythonConversions {
    static func integer(_ value: Double) throws(TemplateError) -> Int {
        if value.isNaN { throw TemplateError(.valueError, "'nan' is not an integer") }
        guard let integer = Int(exactly: value.rounded(.towardZero)) else {
            throw PythonInteger.overflow
        }
        return integer
    }

    static func integer(_ arguments: PythonArguments) throws(TemplateError) -> Int {
        let base = try arguments.value(1, "base")
        guard let value = arguments[0] else {
            guard base == nil else { throw TemplateError(.typeError, "int() has no text") }
            return 0
        }
        if let base {
            guard let text = value.pythonText, let base = base.pythonInteger else {
                throw TemplateError(.typeError, "int() with a base needs a text")
            }
            return try integer(text, base: base)
        }
        if let integer = value.pythonInteger { return integer }
        if case .double(let number)? = PythonNumber(value) { return try integer(number) }
        guard let text = value.pythonText else {
            throw TemplateError(.typeError, "int() is not for \(value.pythonName)")
        }
        return try integer(text, base: 10)
    }

    private static let prefixes: [(prefix: String, base: Int)] = [
        ("0x", 16), ("0o", 8), ("0b", 2),
    ]

    private static func integer(_ text: String, base: Int) throws(TemplateError) -> Int {
        guard base == 0 || (2...36).contains(base) else {
            throw TemplateError(.valueError, "the base of int() must be 0, or from 2 to 36")
        }
        var digits = plainDigits(text)
        let isNegative = digits.hasPrefix("-")
        if isNegative || digits.hasPrefix("+") { digits.removeFirst() }
        var radix = base == 0 ? 10 : base
        var hasPrefix = false
        for (prefix, value) in prefixes
        where digits.prefix(2).lowercased() == prefix && (base == value || base == 0) {
            digits.removeFirst(2)
            radix = value
            hasPrefix = true
        }
        let bytes = Array(digits.utf8)
        guard
            let plain = PythonNumerals.withoutUnderscores(
                bytes[...],
                radix: radix,
                hasPrefix: hasPrefix
            ), !plain.isEmpty, plain.utf8.allSatisfy({ PythonNumerals.isDigit($0, radix) }),
            base != 0 || hasPrefix || !plain.hasPrefix("0") || plain.allSatisfy({ $0 == "0" })
        else {
            let quoted = PythonText.excerpt(of: .string(text))
            throw TemplateError(.valueError, "\(quoted) is not an integer")
        }
        guard let value = Int((isNegative ? "-" : "") + plain, radix: radix) else {
            throw PythonInteger.overflow
        }
        return value
    }

    static func double(_ value: TemplateValue) throws(TemplateError) -> Double {
        if let number = PythonNumber(value) { return number.double }
        guard let text = value.pythonText else {
            throw TemplateError(.typeError, "float() is not for \(value.pythonName)")
        }
        let digits = plainDigits(text)
        let unsigned =
            digits.hasPrefix("-") || digits.hasPrefix("+") ? digits.dropFirst() : digits[...]
        switch unsigned.prefix(9).lowercased() {
        case "inf", "infinity": return digits.hasPrefix("-") ? -.infinity : .infinity
        case "nan": return .nan
        default: break
        }
        if let number = PythonNumerals.decimal(Array(unsigned.utf8)[...]) {
            return digits.hasPrefix("-") ? -number : number
        }
        let quoted = PythonText.excerpt(of: value)
        throw TemplateError(.valueError, "\(quoted) is not a number")
    }

    /// Without white space around, and with the digits of all scripts as ASCII.
    private static func plainDigits(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in PythonCharacters.trimmed(text).unicodeScalars {
            if !scalar.isASCII, let digit = PythonCharacters.decimalDigit(scalar),
                let ascii = Unicode.Scalar(UInt32(48 + digit))
            {
                result.append(ascii)
            } else {
                result.append(scalar)
            }
        }
        return String(result)
    }

    /// The entries of a dictionary, or the items of a sequence of pairs.
    static func pairs(
        _ value: TemplateValue,
        _ budget: inout Budget
    ) throws(TemplateError) -> [(TemplateValue, TemplateValue)] {
        if let entries = PythonEntries(value) { return Array(zip(entries.keys, entries.values)) }
        var pairs: [(TemplateValue, TemplateValue)] = []
        for item in try PythonItems.elements(of: value, &budget) {
            let pair = try PythonItems.elements(of: item, &budget)
            guard pair.count == 2 else {
                throw TemplateError(.valueError, "an item of dict() is not a pair")
            }
            pairs.append((pair[0], pair[1]))
        }
        return pairs
    }
}
