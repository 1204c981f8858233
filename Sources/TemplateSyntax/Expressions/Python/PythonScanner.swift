// SPDX-License-Identifier: Apache-2.0

/// Finds where a piece of Python ends, without parsing it.
///
/// Strings hide brackets, and formatted strings have holes with strings of
/// their own. The nesting is kept on a stack of its own: no text is too deep.
struct PythonScanner {
    let bytes: ArraySlice<UInt8>
    private(set) var position: Int
    private var modes: [Mode]

    private enum Mode {
        /// Code, with so many open brackets; `isHole` in a formatted string.
        case code(depth: Int, isHole: Bool)

        /// What stands behind the colon of a hole.
        case specification
        case text(quote: UInt8, isTriple: Bool, isFormatted: Bool)
    }

    private init(_ bytes: ArraySlice<UInt8>, _ position: Int, _ mode: Mode) {
        self.bytes = bytes
        self.position = position
        modes = [mode]
    }

    /// The offset of the brace that closes code which starts at `start`.
    static func closingBrace(from start: Int, in bytes: ArraySlice<UInt8>) -> Int? {
        end(ofCodeAt: start, before: [UInt8(ascii: "}")], in: bytes)
    }

    /// The offset of the first of some bytes that stands in no string and no brackets of the
    /// code which starts at `start`.
    static func end(
        ofCodeAt start: Int,
        before stops: [UInt8],
        in bytes: ArraySlice<UInt8>
    ) -> Int? {
        var scanner = PythonScanner(bytes, start, .code(depth: 0, isHole: false))
        while scanner.position < bytes.endIndex, !scanner.modes.isEmpty {
            if scanner.isOutside, stops.contains(bytes[scanner.position]) {
                return scanner.position
            }
            scanner.step()
        }
        return nil
    }

    /// The offset behind a string whose first quote stands at `quote`.
    static func endOfString(
        at quote: Int,
        isFormatted: Bool,
        in bytes: ArraySlice<UInt8>
    ) -> Int? {
        let isTriple = Self.isTriple(at: quote, in: bytes)
        let mode = Mode.text(quote: bytes[quote], isTriple: isTriple, isFormatted: isFormatted)
        var scanner = PythonScanner(bytes, quote + (isTriple ? 3 : 1), mode)
        return scanner.scan() ? scanner.position : nil
    }

    /// Whether a line ends inside of a string, and no backslash hides that.
    static func hasLineEnd(in body: ArraySlice<UInt8>) -> Bool {
        var isEscaped = false
        for byte in body {
            if byte == UInt8(ascii: "\n"), !isEscaped { return true }
            // A line may end in two bytes.
            isEscaped =
                isEscaped ? byte == UInt8(ascii: "\r") : byte == UInt8(ascii: "\\")
        }
        return false
    }

    /// The offset of the `!`, `:` or `}` behind the expression of a hole.
    static func endOfHole(from start: Int, in bytes: ArraySlice<UInt8>) -> Int? {
        var scanner = PythonScanner(bytes, start, .code(depth: 0, isHole: true))
        while scanner.position < bytes.endIndex {
            if scanner.isAtEndOfHole { return scanner.position }
            scanner.step()
        }
        return nil
    }

    /// Whether three quotes stand at an offset.
    static func isTriple(at quote: Int, in bytes: ArraySlice<UInt8>) -> Bool {
        bytes[quote...].starts(with: [bytes[quote], bytes[quote], bytes[quote]])
    }

    /// Whether neither a string nor brackets are around the position.
    private var isOutside: Bool {
        guard modes.count == 1, case .code(0, _) = modes[0] else { return false }
        return true
    }

    private var isAtEndOfHole: Bool {
        guard isOutside else { return false }
        switch bytes[position] {
        case UInt8(ascii: ":"), UInt8(ascii: "}"): return true
        case UInt8(ascii: "!"): return !bytes[position...].starts(with: "!=".utf8)
        default: return false
        }
    }

    private mutating func scan() -> Bool {
        while position < bytes.endIndex {
            step()
            if modes.isEmpty { return position <= bytes.endIndex }
        }
        return false
    }

    private mutating func step() {
        guard let mode = modes.last else { return }
        switch mode {
        case .code(let depth, let isHole): code(depth, isHole)
        case .specification: specification()
        case .text(let quote, let isTriple, let isFormatted): text(quote, isTriple, isFormatted)
        }
    }

    private mutating func replace(_ mode: Mode) {
        modes[modes.count - 1] = mode
    }

    private mutating func code(_ depth: Int, _ isHole: Bool) {
        let byte = bytes[position]
        switch byte {
        case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
            replace(.code(depth: depth + 1, isHole: isHole))
        case UInt8(ascii: "}") where depth == 0:
            modes.removeLast()
        case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
            replace(.code(depth: max(0, depth - 1), isHole: isHole))
        case UInt8(ascii: ":") where isHole && depth == 0:
            replace(.specification)
        case UInt8(ascii: "'"), UInt8(ascii: "\""):
            enterString(isFormatted: false)
            return
        case _ where byte.isNameByte:
            word()
            return
        default:
            break
        }
        position += 1
    }

    /// A word may be the prefix of a string.
    private mutating func word() {
        let word = bytes[position...].prefix(while: \.isNameByte)
        position = word.endIndex
        guard position < bytes.endIndex, bytes[position].isPythonQuote else { return }
        let isPrefix = word.count <= 2 && word.allSatisfy(\.isPythonStringPrefix)
        enterString(isFormatted: isPrefix && word.contains { $0 | 0x20 == UInt8(ascii: "f") })
    }

    private mutating func enterString(isFormatted: Bool) {
        let quote = bytes[position]
        let isTriple = Self.isTriple(at: position, in: bytes)
        modes.append(.text(quote: quote, isTriple: isTriple, isFormatted: isFormatted))
        position += isTriple ? 3 : 1
    }

    private mutating func specification() {
        switch bytes[position] {
        case UInt8(ascii: "{"): modes.append(.code(depth: 0, isHole: true))
        case UInt8(ascii: "}"): modes.removeLast()
        default: break
        }
        position += 1
    }

    private mutating func text(_ quote: UInt8, _ isTriple: Bool, _ isFormatted: Bool) {
        let byte = bytes[position]
        switch byte {
        case UInt8(ascii: "\\"):
            position += 1
        case quote where !isTriple:
            modes.removeLast()
        case quote where Self.isTriple(at: position, in: bytes):
            modes.removeLast()
            position += 2
        case UInt8(ascii: "{") where isFormatted:
            if bytes[position...].starts(with: "{{".utf8) {
                position += 1
            } else {
                modes.append(.code(depth: 0, isHole: true))
            }
        default:
            break
        }
        position += 1
    }
}

extension UInt8 {
    var isPythonQuote: Bool { self == UInt8(ascii: "'") || self == UInt8(ascii: "\"") }

    /// A letter that can stand in front of a string.
    var isPythonStringPrefix: Bool { "rbuf".utf8.contains(self | 0x20) }
}
