// SPDX-License-Identifier: Apache-2.0

/// Writes floating-point numbers as Python's `repr` does.
///
/// Python and Swift agree on the digits, the fewest that give the number back,
/// and not on where to use an exponent: Python does for 1e16 and above, and
/// below 1e-4.
enum PythonFloat {
    private static let plainExponents = -4..<16

    static func representation(of value: Double) -> String {
        if value.isNaN { return "nan" }
        if value.isInfinite { return value < 0 ? "-inf" : "inf" }
        if value == 0 { return value.sign == .minus ? "-0.0" : "0.0" }
        let decimal = Decimal(of: value)
        let number =
            plainExponents.contains(decimal.exponent) ? decimal.plain : decimal.scientific
        return value < 0 ? "-" + number : number
    }

    /// The significant digits of a number and the exponent of the first one.
    private struct Decimal {
        let digits: Substring
        let exponent: Int

        /// Reads what Swift writes for a number, which is neither zero nor
        /// special: `123.45`, `0.001` or `1.2345e+20`.
        init(of value: Double) {
            let parts = value.magnitude.description.split(separator: "e")
            let mantissa = parts[0].split(separator: ".")
            let whole = mantissa[0]
            let all = (mantissa.joined() as String)[...]
            let leading = all.prefix { $0 == "0" }.count
            let scale = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
            exponent = whole.count - 1 - leading + scale
            digits = Self.trimmed(all.dropFirst(leading))
        }

        private static func trimmed(_ digits: Substring) -> Substring {
            digits.lastIndex { $0 != "0" }.map { digits[...$0] } ?? digits
        }

        var plain: String {
            guard exponent >= 0 else {
                return "0." + String(repeating: "0", count: -exponent - 1) + digits
            }
            let whole = digits.prefix(exponent + 1)
            let padding = String(repeating: "0", count: exponent + 1 - whole.count)
            let fraction = digits.dropFirst(exponent + 1)
            return whole + padding + "." + (fraction.isEmpty ? "0" : fraction)
        }

        var scientific: String {
            let fraction = digits.dropFirst()
            let sign = exponent < 0 ? "-" : "+"
            let padding = abs(exponent) < 10 ? "0" : ""
            return digits.prefix(1) + (fraction.isEmpty ? "" : "." + fraction)
                + "e" + sign + padding + String(abs(exponent))
        }
    }
}
