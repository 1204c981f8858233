// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

extension ArraySlice<UInt8> {
    /// Markup before a value: an ampersand that the value could make a reference of is written as
    /// one by itself, unless it begins a whole reference that lacks its semicolon, which it gets.
    func beforeValue(_ mode: MarkupMode) -> [UInt8] {
        guard let ampersand = unfinishedReference?.lowerBound else { return Array(self) }
        guard mode != .html || !isReference(from: ampersand) else {
            return self + [Byte.semicolon]
        }
        return self[...ampersand] + Array("amp;".utf8) + self[(ampersand + 1)...]
    }

    /// Whether browsers read all of it from an ampersand on as one reference.
    private func isReference(from ampersand: Int) -> Bool {
        let name = Array(self[ampersand...])
        let whole = name + [Byte.semicolon]
        let resolved = { (text: [UInt8]) in
            CharacterReferences(MarkupSource(text, .html)).resolve(text.indices, isValue: false)
                .bytes
        }
        let read = resolved(name)
        return read != name && read == resolved(whole)
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
