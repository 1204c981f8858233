// SPDX-License-Identifier: Apache-2.0

/// The names under which ids come in URLs and forms, so that they can be taken out again.
struct CarriedNames {
    let names: Set<String>

    /// A URL, or a part of one, without the parameters of its query.
    func removed(fromURL url: String) -> String {
        guard !names.isEmpty else { return url }
        let hash = url.utf8.firstIndex(of: UInt8(ascii: "#")) ?? url.endIndex
        guard let mark = url[..<hash].utf8.firstIndex(of: UInt8(ascii: "?")) else { return url }
        let query = url[url.utf8.index(after: mark)..<hash].utf8
        guard let kept = removed(fromPairs: query) else { return url }
        let text = String(decoding: kept, as: UTF8.self)
        return url[..<mark] + (text.isEmpty ? "" : "?\(text)") + url[hash...]
    }

    /// Pairs of names and values without those of the names; nil where all of them stay.
    ///
    /// Names are compared as those who read the pairs see them, escapes undone.
    func removed<Bytes: Collection<UInt8>>(fromPairs bytes: Bytes) -> [UInt8]? {
        let pairs = bytes.split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: false)
        let kept = pairs.filter { pair in
            let name = pair.prefix { $0 != UInt8(ascii: "=") }
            return !names.contains(Self.decoded(name))
        }
        guard kept.count < pairs.count else { return nil }
        return Array(kept.joined(separator: CollectionOfOne(UInt8(ascii: "&"))))
    }

    private static func decoded(_ name: some Collection<UInt8>) -> String {
        var bytes: [UInt8] = []
        var rest = name[...]
        while let byte = rest.popFirst() {
            let digits = String(decoding: rest.prefix(2), as: UTF8.self)
            if byte == UInt8(ascii: "%"), digits.utf8.count == 2,
                let escaped = UInt8(digits, radix: 16)
            {
                bytes.append(escaped)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
