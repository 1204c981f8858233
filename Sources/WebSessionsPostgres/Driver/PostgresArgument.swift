// SPDX-License-Identifier: Apache-2.0

#if PostgreSQL
/// What a parameter of a statement stands for, and how it is sent: in the binary form of its
/// type.
enum PostgresArgument: Sendable, Hashable {
    case number(Int64?)
    case truth(Bool)
    case text(String)
    case bytes([UInt8]?)
    case arrays([[UInt8]?]?)
    /// The time by the server's clock, in milliseconds since 1970, at which the caller
    /// stops waiting; the connection knows it.
    case deadline
    /// Whether the transaction itself has to wait for the disk: a connection that sends several
    /// together lets one wait for all of them.
    case waits

    /// The times and circumstances that a connection knows.
    struct Sending {
        let deadline: Int64
        let waits: Bool
    }

    /// The identifier of the type at every server.
    var type: UInt32 {
        switch self {
        case .number, .deadline: 20
        case .truth, .waits: 16
        case .text: 25
        case .bytes: PostgresType.bytes
        case .arrays: PostgresType.arrays
        }
    }

    /// The binary form; nil for null.
    func encoded(_ sending: Sending) -> [UInt8]? {
        switch self {
        case .number(let number): number.map(\.networkBytes)
        case .truth(let truth): [truth ? 1 : 0]
        case .text(let text): Array(text.utf8)
        case .bytes(let bytes): bytes
        case .arrays(let arrays): arrays.map(PostgresType.encode)
        case .deadline: sending.deadline.networkBytes
        case .waits: [sending.waits ? 1 : 0]
        }
    }
}

enum PostgresType {
    static let bytes: UInt32 = 17
    static let arrays: UInt32 = 1001

    /// An array of one dimension: its number, whether there are nulls, the type, the count,
    /// the first index, and each element behind its length.
    static func encode(_ elements: [[UInt8]?]) -> [UInt8] {
        let hasNull = elements.contains { $0 == nil }
        var encoded = Int32(elements.isEmpty ? 0 : 1).networkBytes
        encoded += Int32(hasNull ? 1 : 0).networkBytes
        encoded += bytes.networkBytes
        guard !elements.isEmpty else { return encoded }
        encoded += Int32(elements.count).networkBytes + Int32(1).networkBytes
        for element in elements {
            encoded += Int32(element?.count ?? -1).networkBytes
            if let element { encoded += element }
        }
        return encoded
    }

    /// Nil for what is no such array.
    static func decode(_ bytes: [UInt8]) -> [[UInt8]?]? {
        var rest = bytes[...]
        guard let dimensions = Int32(cutOff: &rest), Int32(cutOff: &rest) != nil,
            UInt32(cutOff: &rest) == Self.bytes
        else { return nil }
        guard dimensions != 0 else { return [] }
        guard dimensions == 1, let count = Int32(cutOff: &rest), count >= 0,
            Int32(cutOff: &rest) != nil
        else { return nil }
        var elements: [[UInt8]?] = []
        for _ in 0..<count {
            guard let length = Int32(cutOff: &rest) else { return nil }
            guard length >= 0 else {
                elements.append(nil)
                continue
            }
            guard rest.count >= Int(length) else { return nil }
            elements.append(Array(rest.prefix(Int(length))))
            rest = rest.dropFirst(Int(length))
        }
        return rest.isEmpty ? elements : nil
    }
}

extension FixedWidthInteger {
    /// The most significant byte first.
    var networkBytes: [UInt8] { withUnsafeBytes(of: bigEndian) { Array($0) } }

    /// Takes the first bytes; nil where there are too few.
    init?(cutOff bytes: inout ArraySlice<UInt8>) {
        let size = MemoryLayout<Self>.size
        guard bytes.count >= size else { return nil }
        self = bytes.prefix(size).reduce(0) { $0 << 8 | Self(truncatingIfNeeded: $1) }
        bytes = bytes.dropFirst(size)
    }
}
#endif
