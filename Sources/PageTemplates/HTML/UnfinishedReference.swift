// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

extension ArraySlice<UInt8> {
    /// Markup before a value: an ampersand that the value could make a reference of is written as
    /// one by itself.
    var beforeValue: [UInt8] {
        guard let ampersand = unfinishedReference?.lowerBound else { return Array(self) }
        return self[...ampersand] + Array("amp;".utf8) + self[(ampersand + 1)...]
    }

    /// The ampersand at the end and the name behind it, which a value could go on with.
    var unfinishedReference: Range<Int>? {
        let name = reversed().prefix { $0.isLetter || $0.isDigit || $0 == Byte.hash }.count
        let ampersand = endIndex - name - 1
        guard ampersand >= startIndex, self[ampersand] == Byte.ampersand else { return nil }
        return ampersand..<endIndex
    }

    /// The same where browsers read a reference in it, if nothing follows.
    func openReference(_ mode: MarkupMode) -> Range<Int>? {
        guard let reference = unfinishedReference else { return nil }
        let written = Array(self[reference])
        let read = CharacterReferences(MarkupSource(written, mode)).resolve(written.indices)
        return read.bytes == written ? nil : reference
    }
}
