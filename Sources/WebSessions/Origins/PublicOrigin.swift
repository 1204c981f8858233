// SPDX-License-Identifier: Apache-2.0

/// An origin as browsers tell it: scheme, host and port, such as `https://shop.example`.
///
/// Two origins are equal when they are the same to a browser: the case of scheme and host does
/// not count, and the default port of `http` and `https` is as good as none. Names are compared
/// byte by byte; a name with other letters than ASCII is written as browsers send it,
/// `xn--bcher-kva.example` for `bücher.example`.
///
/// ```swift
/// try PublicOrigin("https://shop.example:443") == PublicOrigin("HTTPS://Shop.example")
/// ```
///
/// `Sendable`.
public struct PublicOrigin: Sendable, Hashable, CustomStringConvertible {
    /// The scheme, in lower case.
    public let scheme: String
    /// The host, in lower case; an address of IPv6 has its brackets.
    public let host: String
    /// The port; nil for the default one of `http` and `https`.
    public let port: Int?

    /// Reads an origin of the configuration.
    ///
    /// - Parameter text: scheme, host and perhaps a port, without a path.
    /// - Throws: ``SessionErrorCode/invalidConfiguration`` for what is no origin.
    public init(_ text: String) throws(SessionError) {
        guard let origin = Self(header: text) else {
            let message = """
                '\(text.prefix(200))' is no origin: write scheme and host, as in \
                https://shop.example, without a path, and names as browsers send them (xn--)
                """
            throw SessionError(.invalidConfiguration, message)
        }
        self = origin
    }

    /// Reads the field `Origin` of a request; nil for what names no origin, as `null`.
    init?(header text: String) {
        let bytes = Array(text.utf8)
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")),
            bytes[colon...].starts(with: "://".utf8)
        else { return nil }
        self.init(scheme: bytes[..<colon], authority: bytes[(colon + 3)...])
    }

    /// Puts an origin together; nil for what is none.
    init?(scheme: some Collection<UInt8>, authority: some Collection<UInt8>) {
        guard let scheme = Self.scheme(scheme),
            let authority = Authority(authority)
        else { return nil }
        self.scheme = scheme
        host = authority.host
        port = authority.port == Self.defaultPorts[scheme] ? nil : authority.port
    }

    /// Scheme, host and port, as browsers write them.
    public var description: String {
        "\(scheme)://\(host)" + (port.map { ":\($0)" } ?? "")
    }

    /// Whether it is one of a site that is reached by HTTP.
    var isWeb: Bool { Self.defaultPorts[scheme] != nil }

    private static let defaultPorts = ["http": 80, "https": 443]

    private static func scheme(_ bytes: some Collection<UInt8>) -> String? {
        let scheme = bytes.map(ASCII.lowercased)
        guard let first = scheme.first, ASCII.isLowercaseLetter(first), scheme.count <= 40,
            scheme.allSatisfy({ ASCII.isLowercaseLetter($0) || "0123456789+-.".utf8.contains($0) })
        else { return nil }
        return String(decoding: scheme, as: UTF8.self)
    }
}

/// Host and port, as the field `Host` has them (RFC 9110 section 7.2).
struct Authority {
    /// In lower case.
    let host: String
    /// Nil where none is written.
    let port: Int?

    init?(_ text: some Collection<UInt8>) {
        let bytes = text.map(ASCII.lowercased)
        let colon = bytes.lastIndex(of: UInt8(ascii: ":")) ?? bytes.endIndex
        let isPort = !bytes[colon...].contains(UInt8(ascii: "]"))
        let end = isPort ? colon : bytes.endIndex
        guard Self.isHost(bytes[..<end]) else { return nil }
        host = String(decoding: bytes[..<end], as: UTF8.self)
        let digits = bytes[end...].dropFirst()
        guard !digits.isEmpty else {
            port = nil
            return
        }
        guard let port = PortNumber.read(digits) else { return nil }
        self.port = port
    }

    private static func isHost(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard (1...255).contains(bytes.count) else { return false }
        guard bytes.first == UInt8(ascii: "[") else { return bytes.allSatisfy(isInName) }
        guard bytes.last == UInt8(ascii: "]"),
            let address = IPAddress(bytes.dropFirst().dropLast())
        else { return false }
        return !address.isIPv4
    }

    private static func isInName(_ byte: UInt8) -> Bool {
        ASCII.isLowercaseLetter(byte) || "0123456789-._~".utf8.contains(byte)
    }
}

/// Numbers as they stand in origins and ranges.
enum PortNumber {
    static func read(_ text: some Collection<UInt8>) -> Int? {
        guard let number = digits(text), (1...65_535).contains(number) else { return nil }
        return number
    }

    /// A number of at most five digits.
    static func digits(_ text: some Collection<UInt8>) -> Int? {
        let range = UInt8(ascii: "0")...UInt8(ascii: "9")
        guard (1...5).contains(text.count), text.allSatisfy(range.contains) else { return nil }
        return text.reduce(0) { $0 * 10 + Int($1 - range.lowerBound) }
    }
}

/// Letters without regard to a language.
enum ASCII {
    static func lowercased(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
    }

    static func isLowercaseLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
    }
}
