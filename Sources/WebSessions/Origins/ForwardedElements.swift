// SPDX-License-Identifier: Apache-2.0

/// One element of the field `Forwarded` (RFC 7239 section 4): what one proxy told.
struct ForwardedElement {
    /// The other end of the proxy's connection.
    private(set) var node: [UInt8]?
    /// The `Host` field that the proxy got.
    private(set) var host: [UInt8]?
    /// The scheme that the proxy was asked with.
    private(set) var scheme: [UInt8]?

    /// All elements of a field, the one of the nearest proxy last; nil for a field that breaks
    /// the grammar, of which nothing can be believed.
    static func read(_ field: String) -> [ForwardedElement]? {
        var reader = ForwardedReader(field.utf8)
        var elements: [ForwardedElement] = []
        repeat {
            guard let element = reader.element() else { return nil }
            elements.append(element)
        } while reader.skip(UInt8(ascii: ","))
        return reader.isAtEnd ? elements : nil
    }

    fileprivate init() {}

    /// Takes a parameter; false where it came twice.
    fileprivate mutating func take(_ name: String, _ value: [UInt8]) -> Bool {
        let places: [String: WritableKeyPath<Self, [UInt8]?>] = [
            "for": \.node, "host": \.host, "proto": \.scheme,
        ]
        guard let place = places[name] else { return true }
        guard self[keyPath: place] == nil else { return false }
        self[keyPath: place] = value
        return true
    }
}

/// Goes through the bytes of the field.
private struct ForwardedReader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: some Sequence<UInt8>) {
        self.bytes = Array(bytes)
    }

    var isAtEnd: Bool { position == bytes.count }

    /// Skips spaces, the byte, and spaces after it.
    mutating func skip(_ byte: UInt8) -> Bool {
        skipSpaces()
        guard position < bytes.count, bytes[position] == byte else { return false }
        position += 1
        skipSpaces()
        return true
    }

    /// Pairs with `;` between them.
    mutating func element() -> ForwardedElement? {
        var element = ForwardedElement()
        skipSpaces()
        repeat {
            let name = token()
            guard !name.isEmpty else { continue }
            guard position < bytes.count, bytes[position] == UInt8(ascii: "=") else { return nil }
            position += 1
            guard let value = value() else { return nil }
            let text = String(decoding: name.map(ASCII.lowercased), as: UTF8.self)
            guard element.take(text, value) else { return nil }
        } while skip(UInt8(ascii: ";"))
        return element
    }

    private mutating func value() -> [UInt8]? {
        guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
            let value = token()
            return value.isEmpty ? nil : value
        }
        position += 1
        var value: [UInt8] = []
        while position < bytes.count {
            defer { position += 1 }
            switch bytes[position] {
            case UInt8(ascii: "\""): return value
            case UInt8(ascii: "\\"):
                position += 1
                guard position < bytes.count else { return nil }
                value.append(bytes[position])
            case let byte: value.append(byte)
            }
        }
        return nil
    }

    /// More than RFC 9110 allows: `:`, `[` and `]`, which some proxies do not quote.
    private mutating func token() -> [UInt8] {
        let token = bytes[position...].prefix { byte in
            (0x21...0x7E).contains(byte) && !"\",;=\\".utf8.contains(byte)
        }
        position = token.endIndex
        return Array(token)
    }

    private mutating func skipSpaces() {
        while position < bytes.count, [0x20, 0x09].contains(bytes[position]) { position += 1 }
    }
}
