// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// Decides which addresses of data go out, and writes what a part of an address cannot hold
/// with percent signs.
///
/// It reads schemes as the URL standard does: what it passes is what a browser takes it for.
struct AddressFilter: Sendable {
    /// The schemes that data may bring, in lower case.
    let schemes: Set<String>

    /// What stands in the place of an address that is refused.
    static let refused = Array("about:invalid#talisman".utf8)

    // MARK: - Whole addresses

    /// A whole address, or what one begins with; `nil` where it is refused.
    ///
    /// An address without a scheme is relative to the page, and so is one whose colon stands
    /// behind a slash, a question mark or a number sign.
    func address(_ text: some Sequence<UInt8>, allowsPictures: Bool = false) -> [UInt8]? {
        let address = Self.trimmed(Array(text))
        guard let scheme = Self.scheme(of: address) else { return Self.normalized(address) }
        let isKnown = schemes.contains(scheme)
        guard isKnown || allowsPictures && Self.isPicture(address) else { return nil }
        return Self.normalized(address)
    }

    /// Whether an address runs code, or shows a page that may do so.
    static func isCode(_ text: some Sequence<UInt8>) -> Bool {
        let address = trimmed(Array(text))
        guard let scheme = scheme(of: address) else { return false }
        return ["javascript", "vbscript", "data"].contains(scheme) && !isPicture(address)
    }

    /// Whether a text, put behind another one, may make a scheme of it.
    static func mayEndScheme(_ text: some Sequence<UInt8>) -> Bool {
        scheme(of: Array(text)[...]) != nil
    }

    /// A scheme before a colon of the template; `nil` where it is refused.
    func scheme(_ text: some Sequence<UInt8>) -> [UInt8]? {
        let scheme = Self.trimmed(Array(text)).map(\.asciiLowercased)
        return schemes.contains(String(decoding: scheme, as: UTF8.self)) ? scheme : nil
    }

    /// Addresses with white space between them; those that are refused are left out.
    func addresses(_ text: some Sequence<UInt8>) -> (bytes: [UInt8], isComplete: Bool) {
        let all = Array(text).split(whereSeparator: \.isControlOrSpace)
        let kept = all.compactMap { address($0) }
        return (Array(kept.joined(separator: [Byte.space])), kept.count == all.count)
    }

    /// Values of an animation, of which each may become an address or a value of CSS.
    func animation(_ text: some Sequence<UInt8>) -> [UInt8]? {
        let text = Array(text)
        let isSafe = text.split(separator: Byte.semicolon).allSatisfy { value in
            address(value) != nil && !Self.hasAddressOfStyle(value)
        }
        return isSafe ? text : nil
    }

    /// Whether CSS would load something of it; an escape could hide that.
    private static func hasAddressOfStyle(_ value: ArraySlice<UInt8>) -> Bool {
        if value.contains(Byte.backslash) { return true }
        return value.indices.contains { index in
            guard value[index] == UInt8(ascii: "(") else { return false }
            let start = value[..<index].lastIndex { !$0.isStyleNameByte }.map { $0 + 1 }
            let name = value[(start ?? value.startIndex)..<index]
            return StyleNames.loads(name.map(\.asciiLowercased))
        }
    }

    /// Without the white space and controls around it, which browsers take away.
    private static func trimmed(_ text: [UInt8]) -> ArraySlice<UInt8> {
        guard let first = text.firstIndex(where: { !$0.isControlOrSpace }),
            let last = text.lastIndex(where: { !$0.isControlOrSpace })
        else { return [] }
        return text[first...last]
    }

    /// The scheme in lower case; `nil` where the address is relative.
    ///
    /// Browsers skip tabs and line ends wherever they stand in an address.
    private static func scheme(of address: ArraySlice<UInt8>) -> String? {
        var scheme: [UInt8] = []
        for byte in address {
            switch byte {
            case Byte.tab, Byte.newline, Byte.carriageReturn: continue
            case Byte.colon: return String(decoding: scheme, as: UTF8.self)
            case Byte.slash, Byte.backslash, Byte.question, Byte.hash: return nil
            default: scheme.append(byte.asciiLowercased)
            }
        }
        return nil
    }

    /// Whether an address holds a picture, a sound or a font that can hold no script.
    static func isPicture(_ address: ArraySlice<UInt8>) -> Bool {
        let start = address.prefix(16).map(\.asciiLowercased)
        if media.contains(where: { start.starts(with: $0) }) { return true }
        let prefix = "data:image/".utf8
        let type = address.prefix(64).map(\.asciiLowercased)
        guard type.starts(with: prefix) else { return false }
        let kind = type.dropFirst(prefix.count).prefix { $0.isLetter || $0.isDigit || $0 == 0x2D }
        return pictures.contains(String(decoding: kind, as: UTF8.self))
            && [Byte.semicolon, UInt8(ascii: ",")].contains(
                type[(prefix.count + kind.count)...].first
            )
    }

    private static let media = ["data:audio/", "data:font/", "data:video/"].map { Array($0.utf8) }

    private static let pictures: Set<String> = [
        "apng", "avif", "bmp", "gif", "jpeg", "jpg", "png", "tiff", "vnd", "webp", "x-icon",
    ]

    // MARK: - Parts of addresses

    /// The bytes with those that no address holds as percent signs and numbers; those that
    /// mean something in an address stay.
    static func normalized(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        encoded(Array(bytes)) { $0.isUnreserved || $0 >= 0x80 || $0.isReserved }
    }

    /// The same for what may go on a scheme, or a host: it can be neither.
    static func continued(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        encoded(Array(bytes)) { byte in
            byte != Byte.colon && (byte.isUnreserved || byte >= 0x80 || byte.isReserved)
        }
    }

    /// The same behind a slash that begins an address: it cannot name a host.
    static func behindSlash(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        let bytes = Array(bytes)
        let slashes = bytes.prefix { $0 == Byte.slash || $0.isControlOrSpace }.count
        let start = encoded(Array(bytes[..<slashes])) { _ in false }
        return start + normalized(bytes[slashes...])
    }

    /// A part of the name of a host, or of its port: nothing in it ends the host.
    static func hostPart(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        let bytes = Array(bytes)
        if isBracketed(bytes) { return bytes }
        return encoded(bytes, keepsNumbers: false) { byte in
            byte.isUnreserved || byte >= 0x80 || byte == Byte.colon
        }
    }

    /// Whether a text is an address of IPv6 in its brackets.
    private static func isBracketed(_ bytes: [UInt8]) -> Bool {
        guard bytes.count > 2, bytes.first == UInt8(ascii: "["), bytes.last == UInt8(ascii: "]")
        else { return false }
        return bytes.dropFirst().dropLast().allSatisfy { byte in
            byte.isHexadecimal || byte == Byte.colon || byte == UInt8(ascii: ".")
        }
    }

    /// What follows the name of a host that the template has written: nothing in it goes on that
    /// name.
    static func behindHost(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        let bytes = Array(bytes)
        let isEnd = bytes.isEmpty || endsHost(bytes, orIsPort: true)
        return (isEnd ? [] : [Byte.slash]) + normalized(bytes)
    }

    /// The same before more of the template's own text: a part of the name, or what comes behind.
    static func inHost(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        let bytes = Array(bytes)
        return endsHost(bytes, orIsPort: false) ? normalized(bytes) : hostPart(bytes)
    }

    /// Whether a text begins with what comes behind the name of a host.
    private static func endsHost(_ bytes: [UInt8], orIsPort isPort: Bool) -> Bool {
        let hasPort = bytes.first == Byte.colon
        let rest = hasPort ? bytes.dropFirst().drop(while: \.isDigit) : bytes[...]
        return rest.first.map { "/?#".utf8.contains($0) } ?? (isPort && hasPort)
    }

    /// Whom a mail goes to: nothing in it begins the fields of the mail.
    static func addressee(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        encoded(Array(bytes)) { byte in
            let isSign = [Byte.question, Byte.ampersand, Byte.hash].contains(byte)
            return !isSign && (byte.isUnreserved || byte >= 0x80 || byte.isReserved)
        }
    }

    /// One value in a query or a fragment: nothing in it means anything to the address.
    static func value(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        encoded(Array(bytes), keepsNumbers: false, \.isUnreserved)
    }

    /// Segments of a path that stay below the text before them; `nil` where a segment leads
    /// up.
    static func segments(_ bytes: some Sequence<UInt8>) -> [UInt8]? {
        let bytes = Array(bytes)
        guard !bytes.isEmpty else { return nil }
        let leadsUp = bytes.split(separator: Byte.slash).contains { segment in
            segment.allSatisfy { $0 == UInt8(ascii: ".") }
        }
        guard !leadsUp else { return nil }
        return encoded(bytes, keepsNumbers: false) {
            $0.isUnreserved || $0 == Byte.slash || $0 >= 0x80
        }
    }

    /// The same behind a slash, which no other one may follow.
    static func segmentsBehindSlash(_ bytes: some Sequence<UInt8>) -> [UInt8]? {
        let bytes = Array(bytes)
        let slashes = bytes.prefix { $0 == Byte.slash }.count
        let start = encoded(Array(bytes[..<slashes])) { _ in false }
        if slashes > 0, slashes == bytes.count { return start }
        return segments(bytes[slashes...]).map { start + $0 }
    }

    /// The bytes with numbers for those that do not pass.
    private static func encoded(
        _ bytes: [UInt8],
        keepsNumbers: Bool = true,
        _ passes: (UInt8) -> Bool
    ) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count + 16)
        for (index, byte) in bytes.enumerated() {
            let isNumber =
                keepsNumbers && byte == Byte.percent && bytes[(index + 1)...].beginsWithNumber
            if isNumber || byte != Byte.percent && passes(byte) {
                output.append(byte)
            } else {
                output += [Byte.percent, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return output
    }

    private static let digits = Array("0123456789ABCDEF".utf8)
}

extension Byte {
    static let backslash = UInt8(ascii: "\\")
    static let hash = UInt8(ascii: "#")
    static let percent = UInt8(ascii: "%")
    static let comma = UInt8(ascii: ",")
}

extension UInt8 {
    /// Whether browsers take it away at the ends of an address.
    var isControlOrSpace: Bool { self <= Byte.space }

    /// Whether it means nothing in any part of an address.
    var isUnreserved: Bool {
        isLetter || isDigit || self == 0x2D || self == 0x2E || self == 0x5F || self == 0x7E
    }

    /// Whether it means something in an address, and cannot end what the address stands in.
    fileprivate var isReserved: Bool {
        switch self {
        case UInt8(ascii: "!"), UInt8(ascii: "#"), UInt8(ascii: "$"), UInt8(ascii: "&"),
            UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: ","), UInt8(ascii: "/"),
            UInt8(ascii: ":"), UInt8(ascii: ";"), UInt8(ascii: "="), UInt8(ascii: "?"),
            UInt8(ascii: "@"), UInt8(ascii: "["), UInt8(ascii: "]"):
            true
        default: false
        }
    }
}

extension ArraySlice<UInt8> {
    /// Whether two hexadecimal digits stand at the beginning.
    fileprivate var beginsWithNumber: Bool {
        count >= 2 && self[startIndex].isHexadecimal && self[startIndex + 1].isHexadecimal
    }
}
