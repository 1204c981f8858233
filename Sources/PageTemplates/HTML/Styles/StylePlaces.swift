// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// Follows the CSS of a `style` attribute through the literal parts between values, and says
/// what the next value would stand in.
///
/// It can begin inside of the value of a property too, for the attributes of SVG that hold one.
struct StylePlaces {
    /// What a value would stand in.
    enum Place: Sendable, Hashable {
        /// Where a declaration may begin: whole declarations.
        case declarations

        /// In the value of a property, whose name is in lower case.
        case value(of: String)

        /// Between quotes: escaped text.
        case string(quote: UInt8)

        /// In an address.
        case address(Address)

        /// Where nothing can be written.
        case refused(Reason)
    }

    /// An address that is being read.
    struct Address: Sendable, Hashable {
        /// The quote around it; `nil` where there is none.
        let quote: UInt8?

        /// What the author has written of it, behind the last value in it.
        var literal: [UInt8] = []

        /// Whether a value stands in it.
        var hasValue = false

        /// Whether something stands before.
        var hasBegun: Bool { hasValue || !literal.isEmpty }
    }

    /// What the next byte stands in.
    private enum State: Hashable {
        case declarations
        case name
        case afterName
        case value
        case string(quote: UInt8)
        case address(Address)
        case afterAddress
        case comment

        /// Nothing is certain any more, down to the end.
        case lost(Reason)
    }

    private var state = State.declarations

    /// What the comment stands in.
    private var outside = State.declarations
    private var property: [UInt8] = []

    /// The functions and brackets that are open.
    private var open: [Function] = []

    private struct Function {
        /// In lower case; a bracket is its own name.
        let name: [UInt8]

        /// Whether a text in it would be an address: a function that loads takes the texts of those
        /// in it too, but for the `type()` of a picture.
        let isLoading: Bool

        /// Whether it is code, or in a function that is.
        let isCode: Bool

        init(_ name: [UInt8], in outer: Function?) {
            self.name = name
            let takesTexts = outer?.isLoading == true && name != StyleNames.type
            isLoading = takesTexts || StyleNames.loads(name)
            isCode = outer?.isCode == true || StyleNames.isCode(name)
        }
    }

    /// The name that ends here, in lower case.
    private var word: [UInt8] = []

    /// Whether a value stands in the name, or right before.
    private var isBehindValue = false

    /// How many slashes stand in the string; `nil` where the template has other text in it.
    private(set) var slashes: Int? = 0

    /// Whether the template has begun in the string what may be the name of a host.
    private(set) var isInHost = false

    /// Whether the last byte of the string is a `/`.
    private var isBehindStringSlash = false

    /// Whether the last byte is a `/`, with a value behind it or not.
    private var isBehindSlash = false

    /// Whether the last byte is a `*` in a comment.
    private var isBehindStar = false

    /// The bytes that an escape may still have, with its backslash.
    private var escapeLeft = 0

    /// Begins with declarations, or in the value of a property.
    init(property: String? = nil) {
        guard let property else { return }
        self.property = property.utf8.map(\.asciiLowercased)
        state = .value
    }

    /// Reads a literal part, or a piece of one.
    mutating func read(_ literal: some Sequence<UInt8>) {
        for byte in literal { read(byte) }
    }

    /// Reads on behind a value that was written here.
    mutating func readValue() {
        isBehindValue = true
        word = []
        escapeLeft = 0
        if case .address(var address) = state {
            address.literal = []
            address.hasValue = true
            state = .address(address)
        }
    }

    /// The place of a value that comes next.
    var place: Place {
        if isInValue, StyleNames.isCode(property) { return .refused(.property) }
        return switch state {
        case .lost(let reason): .refused(reason)
        case .comment: .refused(.comment)
        case .name, .afterName: .refused(.name)
        case .afterAddress: .refused(.afterAddress)
        case .declarations: isBehindSlash ? .refused(.comment) : .declarations
        case .string(let quote): escapeLeft > 0 ? .refused(.escape) : .string(quote: quote)
        case .address(let address): .address(address)
        case .value: valueRefusal.map { .refused($0) } ?? .value(of: propertyName)
        }
    }

    /// Why what follows cannot be told any more: also where a value got its place before.
    var fault: Reason? {
        guard case .lost(let reason) = state else { return nil }
        return reason
    }

    /// Whether a brace here ends the declarations, and stands in no string, comment, address or
    /// bracket.
    var isBetweenTokens: Bool {
        switch state {
        case .declarations, .name, .afterName, .value: open.isEmpty
        case .string, .address, .afterAddress, .comment, .lost: false
        }
    }

    private var isInValue: Bool {
        switch state {
        case .value, .string, .address, .afterAddress: true
        case .declarations, .name, .afterName, .comment, .lost: false
        }
    }

    /// Whether it is the value of a variable.
    var isInVariable: Bool { isInValue && property.starts(with: "--".utf8) }

    private var propertyName: String { String(decoding: property, as: UTF8.self) }

    private var valueRefusal: Reason? {
        guard let function = open.last else { return nil }
        if function.isCode { return .property }
        if function.name == StyleNames.url { return .afterAddress }
        return function.isLoading ? .image : nil
    }

    // MARK: - Bytes

    private mutating func read(_ byte: UInt8) {
        let slash = isBehindSlash
        isBehindSlash = false
        switch state {
        case .lost: break
        case .comment: readInComment(byte)
        case .string(let quote): readInString(byte, quote)
        case .address(let address):
            // One copy, for the address grows byte by byte.
            state = .value
            readInAddress(byte, address)
        case .afterAddress:
            if byte.isSpace { return }
            if byte == UInt8(ascii: ")") { closeBracket(byte) } else { lose(.bracket) }
        case .declarations, .name, .afterName, .value:
            if slash, byte == UInt8(ascii: "*") { return openComment() }
            isBehindSlash = byte == Byte.slash
            if state == .value { readInValue(byte) } else { readInName(byte) }
        }
    }

    private mutating func openComment() {
        // With a value between the two signs, data would decide.
        if isBehindValue { return lose(.comment) }
        outside = state
        state = .comment
        isBehindStar = false
    }

    private mutating func readInComment(_ byte: UInt8) {
        if isBehindStar, byte == Byte.slash { state = outside }
        isBehindStar = byte == UInt8(ascii: "*")
    }

    /// Reads a byte outside of values.
    private mutating func readInName(_ byte: UInt8) {
        switch UnicodeScalar(byte) {
        case "/": isBehindValue = false
        case ";": beginDeclaration()
        case ":" where state != .declarations: beginValue()
        case _ where byte.isSpace: if state == .name { state = .afterName }
        case _ where state == .afterName: lose(.rule)
        // Old style sheets hide a property by a star before its name.
        case "*" where state == .declarations: state = .name
        case _ where byte.isStyleNameByte:
            state = .name
            property.append(byte.asciiLowercased)
        default: lose(byte == UInt8(ascii: "\\") ? .escape : .rule)
        }
    }

    private mutating func beginDeclaration() {
        state = .declarations
        property = []
        isBehindValue = false
    }

    private mutating func beginValue() {
        state = .value
        word = []
        isBehindValue = false
    }

    private mutating func readInValue(_ byte: UInt8) {
        if byte.isStyleNameByte { return word.append(byte.asciiLowercased) }
        switch UnicodeScalar(byte) {
        case "\"", "'": openString(byte)
        case "(" where isBehindValue: return lose(.function)
        case "(", "[": openBracket(byte)
        case ")", "]": closeBracket(byte)
        case ";" where open.isEmpty: return beginDeclaration()
        case ";": return lose(.bracket)
        case "{", "}", "@": return lose(.rule)
        case "\\": return lose(.escape)
        default: break
        }
        word = []
        isBehindValue = false
    }

    // MARK: - Functions and brackets

    private mutating func openBracket(_ byte: UInt8) {
        let name = byte == UInt8(ascii: "(") && !word.isEmpty ? word : [byte]
        open.append(Function(name, in: open.last))
        if name == StyleNames.url { state = .address(Address(quote: nil)) }
    }

    private mutating func closeBracket(_ byte: UInt8) {
        guard let last = open.popLast(),
            (last.name == [UInt8(ascii: "[")]) == (byte == UInt8(ascii: "]"))
        else {
            return lose(.bracket)
        }
        state = .value
    }

    // MARK: - Strings and addresses

    private mutating func openString(_ quote: UInt8) {
        escapeLeft = 0
        slashes = 0
        (isInHost, isBehindStringSlash) = (false, false)
        state =
            open.last?.isLoading == true ? .address(Address(quote: quote)) : .string(quote: quote)
    }

    private mutating func readInString(_ byte: UInt8, _ quote: UInt8) {
        let left = escapeLeft
        escapeLeft = 0
        slashes = byte == Byte.slash ? slashes.map { $0 + 1 } : nil
        let endsHost = byte.isSpace || "/?#".utf8.contains(byte)
        isInHost = isInHost ? !endsHost : isBehindStringSlash && !endsHost
        isBehindStringSlash = byte == Byte.slash
        if left == Self.longestEscape {
            // A backslash hides any byte, and up to six digits and a blank behind them.
            escapeLeft = byte.isHexadecimal || byte == Byte.carriageReturn ? left - 1 : 0
        } else if left > 1, byte.isHexadecimal {
            escapeLeft = left - 1
        } else if left > 0, byte.isSpace {
            escapeLeft = byte == Byte.carriageReturn ? 1 : 0
        } else if byte == UInt8(ascii: "\\") {
            escapeLeft = Self.longestEscape
        } else if byte == quote {
            closeString()
        } else if byte.isStyleLineEnd {
            lose(.openText)
        }
    }

    /// Six digits and a blank, behind the backslash.
    private static let longestEscape = 7

    private mutating func closeString() {
        state = .value
        word = []
        isBehindValue = false
    }

    private mutating func readInAddress(_ byte: UInt8, _ address: consuming Address) {
        switch (UnicodeScalar(byte), address.quote) {
        case ("\\", _): return lose(.escape)
        case (_, let quote?) where byte == quote: return closeString()
        case (_, _?) where byte.isStyleLineEnd: return lose(.openText)
        case ("\"", nil) where !address.hasBegun, ("'", nil) where !address.hasBegun:
            state = .address(Address(quote: byte))
            return
        case (")", nil):
            closeBracket(byte)
            return closeString()
        case ("\"", nil), ("'", nil), ("(", nil): return lose(.bracket)
        case (_, nil) where byte.isSpace && address.hasBegun:
            state = .afterAddress
            return
        default: break
        }
        // Browsers drop blanks and controls before a scheme.
        if byte > Byte.space || address.hasBegun {
            address.literal.append(byte)
        }
        state = .address(address)
    }

    private mutating func lose(_ reason: Reason) {
        state = .lost(reason)
    }
}
