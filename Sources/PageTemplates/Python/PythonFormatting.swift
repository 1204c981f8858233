// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// Formats values by a specification, as Python's `format()` does.
enum PythonFormatting {
    static func format(
        _ value: TemplateValue,
        _ specification: PythonFormatSpecification,
        _ budget: inout Budget
    ) throws(TemplateError) -> String {
        if let text = value.pythonText { return try format(text, specification, &budget) }
        switch value {
        case .integer(let number):
            return try format(number, specification, &budget)
        case .bool(let value):
            return try format(value ? 1 : 0, specification, &budget)
        case .double(let number):
            return try format(number, specification, &budget)
        case .object(let number as ExactNumber):
            return try format(number.double, specification, &budget)
        default:
            let message = "\(value.pythonName) has no formats, only its plain text"
            throw TemplateError(.typeError, message)
        }
    }

    private static func refuse(
        _ specification: PythonFormatSpecification,
        _ kind: String
    ) -> TemplateError {
        let type = specification.type.map { "the format type '\($0)'" } ?? "this format"
        return TemplateError(.valueError, "\(type) is not for '\(kind)'")
    }

    // MARK: Text

    private static func format(
        _ text: String,
        _ specification: PythonFormatSpecification,
        _ budget: inout Budget
    ) throws(TemplateError) -> String {
        guard specification.type == nil || specification.type == "s",
            specification.sign == nil, !specification.isAlternative,
            specification.grouping == nil,
            specification.alignment != .afterSign || specification.hasZero
        else {
            throw refuse(specification, "str")
        }
        try budget.take(steps: text.steps)
        var specification = specification
        if specification.alignment == .afterSign { specification.alignment = .left }
        var text = text
        if let precision = specification.precision, precision < text.scalarCount {
            text = text.scalars(0..<precision)
        }
        return try specification.padded(text, default: .left, &budget)
    }

    // MARK: Integers

    private static let radixes: [Unicode.Scalar: Int] = ["b": 2, "o": 8, "x": 16, "X": 16]

    private static func format(
        _ number: Int,
        _ specification: PythonFormatSpecification,
        _ budget: inout Budget
    ) throws(TemplateError) -> String {
        let type = specification.type ?? "d"
        if "eEfFgG%".unicodeScalars.contains(type) {
            return try format(Double(number), specification, &budget)
        }
        guard specification.precision == nil else { throw refuse(specification, "int") }
        if type == "c" { return try character(number, specification, &budget) }
        var digits: String
        var prefix = ""
        if let radix = radixes[type] {
            guard specification.grouping != "," else { throw refuse(specification, "int") }
            digits = String(number.magnitude, radix: radix, uppercase: type == "X")
            digits = grouped(digits, specification, by: 4)
            if specification.isAlternative { prefix = "0\(type)" }
        } else {
            guard type == "d" || (type == "n" && specification.grouping == nil) else {
                throw refuse(specification, "int")
            }
            digits = grouped(String(number.magnitude), specification, by: 3)
        }
        let sign = sign(isNegative: number < 0, specification) + prefix
        return try finished(sign, digits, specification, &budget)
    }

    private static func character(
        _ number: Int,
        _ specification: PythonFormatSpecification,
        _ budget: inout Budget
    ) throws(TemplateError) -> String {
        guard specification.sign == nil, !specification.isAlternative,
            specification.grouping == nil
        else {
            throw refuse(specification, "int")
        }
        let text = try PythonText.character(number, refusedAs: .overflowError)
        return try specification.padded(text, default: .left, &budget)
    }

    /// An integer for `%`, whose precision is a number of digits.
    static func digits(
        _ number: Int,
        _ specification: PythonFormatSpecification,
        _ budget: inout Budget
    ) throws(TemplateError) -> String {
        let type = specification.type ?? "d"
        let precision = specification.precision ?? 0
        try budget.take(textSize: precision)
        let radix = radixes[type] ?? 10
        let digits = String(number.magnitude, radix: radix, uppercase: type == "X")
        let zeros = String(repeating: "0", count: max(0, precision - digits.utf8.count))
        let prefix = specification.isAlternative && radix != 10 ? "0\(type)" : ""
        let sign = sign(isNegative: number < 0, specification) + prefix
        return try finished(sign, zeros + digits, specification, &budget)
    }

    // MARK: Floating-point numbers

    private static func format(
        _ number: Double,
        _ specification: PythonFormatSpecification,
        _ budget: inout Budget
    ) throws(TemplateError) -> String {
        let type = specification.type
        guard type.map({ "eEfFgGn%".unicodeScalars.contains($0) }) ?? true,
            type != "n" || specification.grouping == nil
        else {
            throw refuse(specification, "float")
        }
        try budget.take(textSize: specification.precision ?? 0)
        try budget.take(steps: ExactDecimal.steps(number))
        let digits = PythonFloatText(number, specification).text
        let sign = sign(isNegative: number.sign == .minus && !number.isNaN, specification)
        return try finished(sign, digits, specification, &budget)
    }

    // MARK: Sign, groups and width

    private static func sign(
        isNegative: Bool,
        _ specification: PythonFormatSpecification
    ) -> String {
        if isNegative { return "-" }
        switch specification.sign {
        case .always: return "+"
        case .space: return " "
        default: return ""
        }
    }

    private static func finished(
        _ sign: String,
        _ digits: String,
        _ specification: PythonFormatSpecification,
        _ budget: inout Budget
    ) throws(TemplateError) -> String {
        var digits = digits
        // Zeros that fill up the width are grouped like other digits.
        if specification.grouping != nil, specification.fill == "0",
            specification.alignment == .afterSign
        {
            try budget.take(
                textSize: specification.width.addingReportingOverflow(specification.width)
                    .partialValue
            )
            digits = zeroFilled(digits, specification, width: specification.width - sign.count)
        }
        return try specification.padded(
            sign + digits,
            signLength: sign.count,
            default: .right,
            &budget
        )
    }

    /// Integer digits with a separator after each group from the right.
    static func grouped(
        _ digits: String,
        _ specification: PythonFormatSpecification,
        by size: Int
    ) -> String {
        guard let separator = specification.grouping else { return digits }
        var result = String.UnicodeScalarView()
        let count = digits.utf8.count
        for (index, scalar) in digits.unicodeScalars.enumerated() {
            if index > 0, (count - index) % size == 0 { result.append(separator) }
            result.append(scalar)
        }
        return String(result)
    }

    private static func zeroFilled(
        _ digits: String,
        _ specification: PythonFormatSpecification,
        width: Int
    ) -> String {
        let isRadix = specification.type.map { radixes[$0] != nil } ?? false
        let isDigit: (Character) -> Bool = { $0.isHexDigit && (isRadix || $0.isNumber) }
        let separator = specification.grouping.map(Character.init)
        let whole = digits.prefix { isDigit($0) || $0 == separator }
        let rest = digits.dropFirst(whole.count)
        let plain = whole.filter(isDigit)
        guard !plain.isEmpty else { return digits }
        let size = isRadix ? 4 : 3
        // As few zeros as fill the width, where a separator may be one too many.
        let wanted = width - rest.count
        var count = max(plain.count, wanted / (size + 1) * size)
        while count + (count - 1) / size < wanted { count += 1 }
        let zeros = String(repeating: "0", count: count - plain.count)
        return grouped(zeros + plain, specification, by: size) + rest
    }
}
