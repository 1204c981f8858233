// SPDX-License-Identifier: Apache-2.0

/// A value in its stored form: one codec byte and the bytes of the value.
///
/// | codec | payload |
/// |---|---|
/// | `n` | none: an optional without a value, which earlier versions stored |
/// | `b` | `0` or `1` |
/// | `i` | a whole number of 64 bits in plain decimal, so that a store can add to it |
/// | `d` | any other number as shortest decimal text |
/// | `s` | UTF-8 text |
/// | `x` | bytes |
/// | `t` | a date: seconds since 2001-01-01T00:00:00Z as decimal text |
/// | `l` | a list: the JSON texts of its elements, separated by line feeds |
/// | `j` | a JSON object |
/// | `v` | a version above 1 in decimal, a line feed, and the stored form of a value of it |
///
/// The same data always has the same form, whatever Swift type it came from and whatever
/// order a set or dictionary has it in: equal bytes are equal values. In JSON, a date is
/// `{"$date": seconds}` and bytes are `{"$bytes": base64}`; a key of the application that
/// begins with `$` has another `$` before it. `Sendable`.
public struct SessionValue: Sendable, Hashable {
    let codec: UInt8
    let payload: [UInt8]

    init(codec: SessionCodec, payload: some Sequence<UInt8>) {
        self.codec = codec.rawValue
        self.payload = Array(payload)
    }

    /// Takes the bytes that a store kept.
    ///
    /// Any bytes will do; what they cannot be read as is reported when they are read.
    public init(storedBytes: some Collection<UInt8>) {
        codec = storedBytes.first ?? 0
        payload = Array(storedBytes.dropFirst())
    }

    /// The bytes that a store keeps.
    public var storedBytes: [UInt8] { [codec] + payload }

    /// The number of bytes that a store keeps, as the size budgets count them.
    public var storedSize: Int { payload.count + 1 }

    var knownCodec: SessionCodec? { SessionCodec(rawValue: codec) }
}

extension SessionValue: CustomStringConvertible {
    /// The kind and size, never the data: a value may be personal.
    public var description: String {
        "\(knownCodec.map(\.name) ?? "value of an unknown codec") of \(payload.count) bytes"
    }
}

/// The codec bytes of ``SessionValue``.
enum SessionCodec: UInt8 {
    case nothing = 0x6E
    case bool = 0x62
    case integer = 0x69
    case double = 0x64
    case string = 0x73
    case bytes = 0x78
    case date = 0x74
    case list = 0x6C
    case object = 0x6A
    case versioned = 0x76

    var name: String {
        switch self {
        case .nothing: "nothing"
        case .bool: "boolean"
        case .integer: "integer"
        case .double: "double"
        case .string: "string"
        case .bytes: "bytes"
        case .date: "date"
        case .list: "list"
        case .object: "object"
        case .versioned: "value of a version"
        }
    }
}
