// SPDX-License-Identifier: Apache-2.0

/// Writes integers in decimal.
enum DecimalDigits {
    /// Writes an integer of at most 20 characters and returns how many it has.
    static func write(_ integer: Int, to destination: UnsafeMutablePointer<UInt8>) -> Int {
        var magnitude = integer.magnitude
        let sign = integer < 0 ? 1 : 0
        let count = sign + digitCount(magnitude)
        var place = count
        while magnitude >= 100 {
            let (rest, pair) = magnitude.quotientAndRemainder(dividingBy: 100)
            place -= 2
            writePair(pair, to: destination + place)
            magnitude = rest
        }
        if magnitude >= 10 {
            writePair(magnitude, to: destination + place - 2)
        } else {
            destination[place - 1] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: magnitude)
        }
        if integer < 0 { destination.pointee = UInt8(ascii: "-") }
        return count
    }

    private static func digitCount(_ magnitude: UInt) -> Int {
        switch magnitude {
        case 0..<10: return 1
        case 10..<100: return 2
        case 100..<1_000: return 3
        case 1_000..<10_000: return 4
        default: break
        }
        var count = 5
        var bound: UInt = 100_000
        while magnitude >= bound {
            count += 1
            let (next, isOver) = bound.multipliedReportingOverflow(by: 10)
            if isOver { return count }
            bound = next
        }
        return count
    }

    @inline(__always)
    private static func writePair(_ pair: UInt, to place: UnsafeMutablePointer<UInt8>) {
        // 103 / 1024 is 1/10 for all numbers of two digits.
        let tens = (pair &* 103) &>> 10
        place[0] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: tens)
        place[1] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: pair &- tens &* 10)
    }
}
