// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Values by texts that are told apart by their scalars, as Python and JSON do.
///
/// `String` takes `é` and `e` with a combining accent for one key, and so the
/// value of one would replace that of the other. Keys of ASCII, nearly all that
/// there are, are found at the cost of a `String`.
struct TextDictionary<Value: Sendable>: Sendable {
    private var plain: [String: Value] = [:]
    private var others: [TextKey: Value] = [:]

    subscript(key: String) -> Value? {
        get {
            if let index = plain.index(forKey: key) {
                let entry = plain[index]
                // Some scalars, such as the sign of kelvin, are equal to one of ASCII,
                // and longer.
                if entry.key.utf8.count == key.utf8.count { return entry.value }
            }
            return others.isEmpty ? nil : others[TextKey(key)]
        }
        set {
            if key.isASCII {
                plain[key] = newValue
            } else {
                others[TextKey(key)] = newValue
            }
        }
    }
}

/// A text that is compared by its scalars, unlike `String`; its hash is computed once.
struct TextKey: Hashable, Sendable {
    let text: String
    private let hash: Int

    init(_ text: String) {
        self.text = text
        var hasher = Hasher()
        var text = text
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        hash = hasher.finalize()
    }

    static func == (left: TextKey, right: TextKey) -> Bool {
        left.hash == right.hash && left.text.hasScalars(of: right.text)
    }

    func hash(into hasher: inout Hasher) { hasher.combine(hash) }
}

extension String {
    /// Whether both texts are the same scalars; `==` takes different spellings of
    /// one character for equal.
    package func hasScalars(of other: String) -> Bool {
        guard utf8.count == other.utf8.count else { return false }
        let isSame = utf8.withContiguousStorageIfAvailable { left in
            other.utf8.withContiguousStorageIfAvailable { right in
                Self.areSame(left, right)
            }
        }
        return isSame.flatMap(\.self) ?? utf8.elementsEqual(other.utf8)
    }

    /// Whether two texts of one length are the same bytes.
    private static func areSame(
        _ left: UnsafeBufferPointer<UInt8>,
        _ right: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        guard let first = left.baseAddress, let second = right.baseAddress else { return true }
        return memcmp(first, second, left.count) == 0
    }

    var isASCII: Bool { utf8.allSatisfy { $0 < 0x80 } }
}
