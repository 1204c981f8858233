// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

extension ArraySlice<UInt8> {
    /// Markup before a value: an ampersand that the value could make a reference of is written as
    /// one by itself.
    var beforeValue: [UInt8] {
        let name = reversed().prefix { $0.isLetter || $0.isDigit || $0 == Byte.hash }.count
        let ampersand = endIndex - name - 1
        guard ampersand >= startIndex, self[ampersand] == Byte.ampersand else { return Array(self) }
        return self[...ampersand] + Array("amp;".utf8) + self[(ampersand + 1)...]
    }
}
