// SPDX-License-Identifier: Apache-2.0

/// A name as sessions compare it: by its bytes, as databases do.
///
/// Swift takes two spellings of one text for equal, such as `é` as one character and as
/// two; for package ids, keys and principals they are two names. `Sendable`.
public struct SessionName: Sendable, Hashable, Comparable, ExpressibleByStringLiteral,
    CustomStringConvertible
{
    /// The name.
    public let text: String

    /// Makes a name.
    public init(_ text: String) {
        self.text = text
    }

    /// Makes a name.
    public init(stringLiteral text: String) {
        self.text = text
    }

    /// The name.
    public var description: String { text }

    /// Compares the bytes.
    public static func == (lhs: SessionName, rhs: SessionName) -> Bool {
        lhs.text.hasBytes(of: rhs.text)
    }

    /// Orders by the bytes.
    public static func < (lhs: SessionName, rhs: SessionName) -> Bool {
        lhs.text.utf8.lexicographicallyPrecedes(rhs.text.utf8)
    }
}

extension String {
    /// Whether both are one name.
    func hasBytes(of other: String) -> Bool {
        guard utf8.count == other.utf8.count else { return false }
        let isSame = utf8.withContiguousStorageIfAvailable { own in
            other.utf8.withContiguousStorageIfAvailable { own.elementsEqual($0) }
        }
        return (isSame ?? nil) ?? utf8.elementsEqual(other.utf8)
    }
}
