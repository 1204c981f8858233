// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

extension ArraySlice<UInt8> {
    /// The `<` of `<`, `</` or `</name` at the end, which more text could make a tag of.
    var openTag: Int? {
        guard let other = lastIndex(where: { !$0.isLetter }) else { return nil }
        if self[other] == Byte.less { return other == endIndex - 1 ? other : nil }
        guard self[other] == Byte.slash, other > startIndex, self[other - 1] == Byte.less else {
            return nil
        }
        return other - 1
    }

    /// The same of `<name`, which is no tag in text.
    var openName: Int? {
        let other = lastIndex { !$0.isLetter }
        return other.flatMap { self[$0] == Byte.less ? $0 : nil } ?? openTag
    }
}

extension [UInt8] {
    /// Markup before whatever the page has: its last `<` or `&` is written so that nothing makes a
    /// tag or a reference of it.
    func beforeText(_ mode: MarkupMode, isTextOnly: Bool = false) -> [UInt8] {
        guard let less = isTextOnly ? self[...].openName : self[...].openTag else {
            return self[...].beforeValue(mode)
        }
        return self[..<less] + Array("&lt;".utf8) + self[(less + 1)...]
    }
}

extension String {
    /// The same of markup that somebody vouches for.
    var beforeText: String {
        guard let last = utf8.last, ![Byte.greater, Byte.semicolon].contains(last) else {
            return self
        }
        return String(decoding: Array(utf8).beforeText(.html), as: UTF8.self)
    }
}
