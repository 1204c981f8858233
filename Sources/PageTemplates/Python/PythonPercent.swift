// SPDX-License-Identifier: Apache-2.0

/// Formats by `%`, as C and Python do.
struct PythonPercent {
    private var rest: ArraySlice<Unicode.Scalar>
    private var result = ""
    private let values: [TemplateValue]
    private let mapping: PythonEntries?
    private var used = 0

    /// The text of a format with its values filled in.
    static func format(
        _ format: String,
        _ value: TemplateValue,
        _ budget: inout Budget
    ) throws(TemplateError) -> String {
        try budget.take(steps: PythonSearch.steps("", in: format))
        var formatter = PythonPercent(format, value)
        try formatter.run(&budget)
        return formatter.result
    }

    private init(_ format: String, _ value: TemplateValue) {
        rest = Array(format.unicodeScalars)[...]
        values = value.pythonTuple ?? [value]
        mapping = PythonEntries(value)
    }

    private mutating func run(_ budget: inout Budget) throws(TemplateError) {
        while let scalar = rest.popFirst() {
            if scalar == "%" {
                let piece = try directive(&budget)
                try budget.check(textSize: result.utf8.count + piece.utf8.count)
                try budget.take(steps: piece.steps)
                result += piece
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        guard used >= values.count || mapping != nil || isUnusedList else {
            let message = "the format does not use all of its values"
            throw TemplateError(.typeError, message)
        }
    }

    /// Python lets a single list pass where no directive uses it.
    private var isUnusedList: Bool {
        guard values.count == 1, used == 0 else { return false }
        switch values[0].pythonKind {
        case .list, .range: return true
        default: return false
        }
    }

    private struct Directive {
        var specification = PythonFormatSpecification()
        var isLeft = false
        var isZero = false
        var key: TemplateValue?
    }

    // MARK: Reading

    private mutating func directive(_ budget: inout Budget) throws(TemplateError) -> String {
        var directive = Directive()
        try readKey(&directive, &budget)
        readFlags(&directive)
        if let width = try number() {
            directive.isLeft = directive.isLeft || width < 0
            directive.specification.width = Int(clamping: width.magnitude)
        }
        if rest.first == "." {
            rest.removeFirst()
            directive.specification.precision = max(0, try number() ?? 0)
        }
        while let length = rest.first, "hlL".unicodeScalars.contains(length) {
            rest.removeFirst()
        }
        guard let type = rest.popFirst() else {
            throw TemplateError(.valueError, "the format is incomplete")
        }
        if type == "%" { return "%" }
        return try text(type, directive, &budget)
    }

    private mutating func readKey(
        _ directive: inout Directive,
        _ budget: inout Budget
    ) throws(TemplateError) {
        guard rest.first == "(" else { return }
        guard let mapping else {
            throw TemplateError(.typeError, "a format with names needs a mapping")
        }
        rest.removeFirst()
        var depth = 1
        var name = String.UnicodeScalarView()
        while let scalar = rest.popFirst() {
            depth += scalar == "(" ? 1 : scalar == ")" ? -1 : 0
            if depth == 0 { break }
            name.append(scalar)
        }
        guard depth == 0 else { throw TemplateError(.valueError, "the format is incomplete") }
        let key = TemplateValue.string(String(name))
        guard let value = try mapping.value(of: key, &budget) else {
            throw TemplateError(.keyError, "there is no value for '%(\(String(name)))'")
        }
        directive.key = value
    }

    private mutating func readFlags(_ directive: inout Directive) {
        while let flag = rest.first {
            switch flag {
            case "-": directive.isLeft = true
            case "+": directive.specification.sign = .always
            case " ":
                if directive.specification.sign == nil { directive.specification.sign = .space }
            case "#": directive.specification.isAlternative = true
            case "0": directive.isZero = true
            default: return
            }
            rest.removeFirst()
        }
    }

    /// A number of the format, or `*`, the next value.
    private mutating func number() throws(TemplateError) -> Int? {
        if rest.first == "*" {
            rest.removeFirst()
            guard case .integer(let number) = try next() else {
                throw TemplateError(.typeError, "'*' needs an integer")
            }
            return number
        }
        let digits = rest.prefix { ("0"..."9").contains($0) }
        guard !digits.isEmpty else { return nil }
        rest = rest.dropFirst(digits.count)
        guard let number = Int(String(String.UnicodeScalarView(digits))), number <= Int32.max else {
            throw TemplateError(.valueError, "a width of the format is too large")
        }
        return number
    }

    private mutating func next() throws(TemplateError) -> TemplateValue {
        guard used < values.count else {
            throw TemplateError(.typeError, "the format needs more values")
        }
        defer { used += 1 }
        return values[used]
    }

    // MARK: Writing

    private mutating func text(
        _ type: Unicode.Scalar,
        _ directive: Directive,
        _ budget: inout Budget
    ) throws(TemplateError) -> String {
        let value = if let key = directive.key { key } else { try next() }
        guard "sraiduoxXeEfFgGc".unicodeScalars.contains(type) else {
            let message = "'%\(type)' is not a format"
            throw TemplateError(.valueError, message)
        }
        var specification = directive.specification
        let isNumber = !"srac".unicodeScalars.contains(type)
        if directive.isLeft {
            specification.alignment = .left
        } else if directive.isZero, isNumber {
            specification.fill = "0"
            specification.alignment = .afterSign
        } else {
            specification.alignment = .right
        }
        guard isNumber else {
            specification.sign = nil
            specification.isAlternative = false
            let text = try text(type, value, &budget)
            return try PythonFormatting.format(.string(text), specification, &budget)
        }
        return try number(type, value, specification, &budget)
    }

    private func text(
        _ type: Unicode.Scalar,
        _ value: TemplateValue,
        _ budget: inout Budget
    ) throws(TemplateError) -> String {
        switch type {
        case "s": return try value.pythonString(&budget)
        case "a":
            let text = try PythonText.representation(of: value, &budget)
            // An escape is at most five times as long as its character.
            try budget.take(textSize: 5 * text.utf8.count)
            return PythonString.escapingBeyondASCII(text)
        case "r": return try PythonText.representation(of: value, &budget)
        default:
            if let number = value.pythonInteger {
                return try PythonText.character(number, refusedAs: .overflowError)
            }
            guard let text = value.pythonText, text.unicodeScalars.count == 1 else {
                throw TemplateError(.typeError, "'%c' needs an integer or one character")
            }
            return text
        }
    }

    private func number(
        _ type: Unicode.Scalar,
        _ value: TemplateValue,
        _ specification: PythonFormatSpecification,
        _ budget: inout Budget
    ) throws(TemplateError) -> String {
        guard let number = PythonNumber(value) else {
            let message = "'%\(type)' needs a number, not \(value.pythonName)"
            throw TemplateError(.typeError, message)
        }
        var specification = specification
        if "eEfFgG".unicodeScalars.contains(type) {
            specification.type = type
            return try PythonFormatting.format(.double(number.double), specification, &budget)
        }
        var integer = 0
        switch number {
        case .integer(let value): integer = value
        case .double(let value):
            guard "diu".unicodeScalars.contains(type) else {
                let message = "'%\(type)' needs an integer, not 'float'"
                throw TemplateError(.typeError, message)
            }
            integer = try PythonConversions.integer(value)
        }
        specification.type = "diu".unicodeScalars.contains(type) ? "d" : type
        return try PythonFormatting.digits(integer, specification, &budget)
    }
}

extension PythonText {
    /// The text of one scalar.
    static func character(
        _ number: Int,
        refusedAs code: TemplateError.Code
    ) throws(TemplateError) -> String {
        guard let value = UInt32(exactly: number), let scalar = Unicode.Scalar(value) else {
            throw TemplateError(code, "\(number) is not the number of a character")
        }
        return String(scalar)
    }
}

extension TemplateValue {
    /// The text form as Python's `str` has it: `None` for nothing.
    var pythonString: String {
        if case .nothing = self { return "None" }
        return textForm
    }

    /// The same, which takes the steps of writing it.
    func pythonString(_ budget: inout Budget) throws(TemplateError) -> String {
        if case .nothing = self { return "None" }
        return try textForm(&budget)
    }
}
