// SPDX-License-Identifier: Apache-2.0

/// The `<?xml … ?>` in front of a document.
package struct XMLDeclaration {
    /// Where the name of the encoding stands, without quotes.
    package let encoding: Range<Int>?

    /// The declaration at `start`, if there is one.
    package init?(_ bytes: [UInt8], at start: Int = 0) {
        let opening = Array("<?xml".utf8)
        let rest = bytes[start...]
        guard rest.starts(with: opening),
            let next = rest.dropFirst(opening.count).first, next.isSpace,
            let end = rest.firstIndex(of: Byte.greater)
        else { return nil }
        encoding = Self.encoding(in: bytes, start + opening.count..<end)
    }

    private static func encoding(in bytes: [UInt8], _ range: Range<Int>) -> Range<Int>? {
        let word = Array("encoding".utf8)
        guard range.count > word.count,
            let name = range.dropLast(word.count).first(where: { index in
                bytes[index..<index + word.count].elementsEqual(word)
            })
        else { return nil }
        let afterName = bytes[name + word.count..<range.upperBound]
        guard let open = afterName.firstIndex(where: { !$0.isSpace && $0 != Byte.equals }),
            bytes[open] == Byte.quote || bytes[open] == Byte.apostrophe,
            let close = bytes[(open + 1)..<range.upperBound].firstIndex(of: bytes[open])
        else { return nil }
        return open + 1..<close
    }
}
