// SPDX-License-Identifier: Apache-2.0

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The address of a machine, of IPv4 or IPv6.
struct IPAddress: Hashable {
    /// The 16 bytes of IPv6; an address of IPv4 is mapped into it (RFC 4291 section 2.5.5.2),
    /// as sockets for both report it.
    let bytes: [UInt8]
    /// Whether it was written as one of IPv4.
    let isIPv4: Bool

    /// Reads an address without port, brackets and zone.
    init?(_ text: some Collection<UInt8>) {
        guard text.count <= 45, text.allSatisfy(Self.isPartOfAddress) else { return nil }
        let text = String(decoding: text, as: UTF8.self)
        if let bytes = Self.bytes(of: text, family: AF_INET, count: 4) {
            self.bytes = Array(repeating: 0, count: 10) + [0xFF, 0xFF] + bytes
            isIPv4 = true
        } else if let bytes = Self.bytes(of: text, family: AF_INET6, count: 16) {
            self.bytes = bytes
            isIPv4 = false
        } else {
            return nil
        }
    }

    /// Reads an address as forwarding fields have it: with a port or not, of IPv6 in brackets
    /// (RFC 7239 section 6) or, as some proxies write it, without.
    init?(node: some Collection<UInt8>) {
        let node = Array(node)
        if node.first == UInt8(ascii: "["), let end = node.firstIndex(of: UInt8(ascii: "]")) {
            self.init(node[1..<end])
        } else if node.count(where: { $0 == UInt8(ascii: ":") }) == 1 {
            self.init(node.prefix { $0 != UInt8(ascii: ":") })
        } else {
            self.init(node)
        }
    }

    private static func bytes(of text: String, family: Int32, count: Int) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: count)
        return inet_pton(family, text, &bytes) == 1 ? bytes : nil
    }

    private static func isPartOfAddress(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
            UInt8(ascii: "A")...UInt8(ascii: "F"), UInt8(ascii: ":"), UInt8(ascii: "."):
            true
        default: false
        }
    }
}

/// The addresses that begin with the same bits, written as in `10.0.0.0/8` (RFC 4632).
struct AddressRange {
    private let base: IPAddress
    private let bits: Int

    /// Reads a range, or a single address.
    init?(_ text: String) {
        let parts = text.utf8.split(
            separator: UInt8(ascii: "/"),
            maxSplits: 1,
            omittingEmptySubsequences: false
        )
        guard let base = IPAddress(parts[0]) else { return nil }
        let most = base.isIPv4 ? 32 : 128
        var bits = most
        if parts.count > 1 {
            guard let number = PortNumber.digits(parts[1]), number <= most else { return nil }
            bits = number
        }
        self.base = base
        self.bits = bits + 128 - most
    }

    func contains(_ address: IPAddress) -> Bool {
        let (whole, rest) = bits.quotientAndRemainder(dividingBy: 8)
        guard address.bytes.prefix(whole) == base.bytes.prefix(whole) else { return false }
        guard rest > 0 else { return true }
        return (address.bytes[whole] ^ base.bytes[whole]) >> (8 - rest) == 0
    }
}
