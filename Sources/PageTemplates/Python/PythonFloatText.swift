// SPDX-License-Identifier: Apache-2.0

/// The digits of a floating-point number by a format, without its sign.
struct PythonFloatText {
    private let number: Double
    private let specification: PythonFormatSpecification
    private let type: Unicode.Scalar?

    init(_ number: Double, _ specification: PythonFormatSpecification) {
        self.number = number.magnitude
        self.specification = specification
        type = specification.type
    }

    var text: String {
        let isUpper = type == "E" || type == "F" || type == "G"
        let text = number.isFinite ? finite : number.isNaN ? "nan" : "inf"
        return isUpper ? text.uppercased() : text
    }

    private var finite: String {
        let precision = specification.precision ?? 6
        switch type {
        case "f", "F": return grouped(fixed(number, precision))
        case "%": return grouped(fixed(number * 100, precision)) + "%"
        case "e", "E": return exponential(precision)
        case "g", "G", "n": return general(max(1, precision), isShortest: false)
        default:
            guard let precision = specification.precision else { return shortest }
            return general(max(1, precision), isShortest: true)
        }
    }

    /// Python's `repr`.
    private var shortest: String {
        let text = PythonFloat.representation(of: number)
        return text.contains("e") ? text : grouped(text)
    }

    private func fixed(_ number: Double, _ precision: Int) -> String {
        guard number.isFinite else { return "inf" }
        var decimal = ExactDecimal(number)
        decimal.round(fraction: precision)
        let text = decimal.plain(fraction: precision)
        return precision == 0 && specification.isAlternative ? text + "." : text
    }

    private func exponential(_ precision: Int) -> String {
        var decimal = ExactDecimal(number)
        decimal.round(to: precision + 1)
        let point = precision == 0 && specification.isAlternative ? "." : ""
        return decimal.mantissa(fraction: precision) + point + Self.suffix(decimal.exponent)
    }

    private static func suffix(_ exponent: Int) -> String {
        let digits = String(exponent.magnitude)
        return "e" + (exponent < 0 ? "-" : "+") + (digits.utf8.count < 2 ? "0" : "") + digits
    }

    /// `precision` digits in all; without a type there is always one behind the
    /// decimal point.
    private func general(_ precision: Int, isShortest: Bool) -> String {
        var decimal = ExactDecimal(number)
        decimal.round(to: precision)
        let exponent = decimal.exponent
        let highest = isShortest ? precision - 1 : precision
        guard exponent >= -4, exponent < highest else {
            return trimmed(decimal.mantissa(fraction: precision - 1)) + Self.suffix(exponent)
        }
        let plain = trimmed(decimal.plain(fraction: max(0, precision - 1 - exponent)))
        return grouped(isShortest && !plain.contains(".") ? plain + ".0" : plain)
    }

    /// Without zeros at the end of the fraction, unless they are asked for.
    private func trimmed(_ text: String) -> String {
        if specification.isAlternative { return text.contains(".") ? text : text + "." }
        guard text.contains(".") else { return text }
        var text = text[...]
        while text.last == "0" { text.removeLast() }
        if text.last == "." { text.removeLast() }
        return String(text)
    }

    private func grouped(_ text: String) -> String {
        guard specification.grouping != nil else { return text }
        let whole = text.prefix { $0 != "." }
        return PythonFormatting.grouped(String(whole), specification, by: 3)
            + text.dropFirst(whole.count)
    }
}
