// SPDX-License-Identifier: Apache-2.0

/// The exact decimal digits of a floating-point number, and their rounding.
///
/// Every double is a decimal fraction of finite length; formatting rounds that
/// fraction once, half to even, as Python does.
struct ExactDecimal {
    /// The digits from the first that is not zero; empty for zero.
    private(set) var digits: [UInt8]

    /// How many digits stand before the decimal point; may be negative.
    private(set) var point: Int

    /// The steps of computing the digits, of which large numbers and very small
    /// ones have hundreds.
    static func steps(_ value: Double) -> Int {
        value.isFinite && value != 0 ? abs(Int(value.exponent) - 52) : 0
    }

    /// The digits of the magnitude of a finite number.
    init(_ value: Double) {
        guard value != 0 else {
            (digits, point) = ([], 0)
            return
        }
        let exponent = Int(value.exponent) - 52
        var number = BigDecimal(UInt64(value.significand.magnitude * 0x1p52))
        if exponent >= 0 {
            number.multiply(by: 2, times: exponent)
        } else {
            number.multiply(by: 5, times: -exponent)
        }
        digits = number.digits
        point = digits.count + min(0, exponent)
    }

    /// Rounds to so many digits behind the decimal point, or before it where
    /// negative.
    mutating func round(fraction count: Int) {
        round(to: point.addingReportingOverflow(count).partialValue)
    }

    /// Rounds to so many digits in all.
    mutating func round(to count: Int) {
        guard count < digits.count else { return }
        guard count >= 0 else {
            (digits, point) = ([], 0)
            return
        }
        let rest = digits[count...]
        let isHalf = rest.first == 5 && rest.dropFirst().allSatisfy { $0 == 0 }
        let isOdd = count > 0 && digits[count - 1] % 2 == 1
        let roundsUp = isHalf ? isOdd : (rest.first ?? 0) >= 5
        digits.removeSubrange(count...)
        if roundsUp { increment(count) }
    }

    private mutating func increment(_ count: Int) {
        var index = count - 1
        while index >= 0, digits[index] == 9 {
            digits[index] = 0
            index -= 1
        }
        if index >= 0 {
            digits[index] += 1
        } else {
            digits.insert(1, at: 0)
            point += 1
            if digits.count > count, count > 0 { digits.removeLast() }
        }
    }

    /// The digits at some places; those that are not there are zeros.
    private func digits(_ range: Range<Int>) -> String {
        let known = range.clamped(to: digits.indices)
        if known.isEmpty { return String(repeating: "0", count: range.count) }
        return String(repeating: "0", count: known.lowerBound - range.lowerBound)
            + String(decoding: digits[known].map { 48 + $0 }, as: UTF8.self)
            + String(repeating: "0", count: range.upperBound - known.upperBound)
    }

    /// `123.45` with so many digits behind the point.
    func plain(fraction count: Int) -> String {
        let whole = point > 0 ? digits(0..<point) : "0"
        guard count > 0 else { return whole }
        return whole + "." + digits(point..<point + count)
    }

    /// The digits of `1.2345` with so many behind the point.
    func mantissa(fraction count: Int) -> String {
        let first = digits(0..<1)
        return count > 0 ? first + "." + digits(1..<1 + count) : first
    }

    /// The exponent of the first digit.
    var exponent: Int { digits.isEmpty ? 0 : point - 1 }
}

/// A large integer in decimal.
private struct BigDecimal {
    /// Nine digits in each, the lowest first.
    private var limbs: [UInt64] = []
    private static let base: UInt64 = 1_000_000_000

    init(_ value: UInt64) {
        var rest = value
        while rest > 0 {
            limbs.append(rest % Self.base)
            rest /= Self.base
        }
    }

    mutating func multiply(by factor: UInt64, times count: Int) {
        // As many factors at once as leave room for the carry.
        let chunk = factor == 2 ? 29 : 12
        var left = count
        while left > 0 {
            let times = min(left, chunk)
            multiply(by: (0..<times).reduce(1) { product, _ in product * factor })
            left -= times
        }
    }

    private mutating func multiply(by factor: UInt64) {
        var carry: UInt64 = 0
        for index in limbs.indices {
            let product = limbs[index] * factor + carry
            limbs[index] = product % Self.base
            carry = product / Self.base
        }
        if carry > 0 { limbs.append(carry) }
    }

    var digits: [UInt8] {
        var result: [UInt8] = []
        for limb in limbs.reversed() {
            let text = String(limb)
            if !result.isEmpty {
                result += [UInt8](repeating: 0, count: 9 - text.utf8.count)
            }
            result += text.utf8.map { $0 - 48 }
        }
        return result
    }
}
