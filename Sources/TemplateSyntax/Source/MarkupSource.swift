// SPDX-License-Identifier: Apache-2.0

/// The text of a template as its parsers see it.
package struct MarkupSource: Sendable {
    /// Valid UTF-8 without a byte-order mark and without NUL.
    package let bytes: [UInt8]

    /// How the markup is read.
    package let mode: MarkupMode

    /// Creates a source from bytes that are known to be good.
    package init(_ bytes: [UInt8], _ mode: MarkupMode) {
        self.bytes = bytes
        self.mode = mode
    }

    /// The scalar at an offset, for diagnostics; empty at the end.
    func scalar(at offset: Int) -> Range<Int> {
        guard offset < bytes.count else { return bytes.count..<bytes.count }
        var start = max(0, offset)
        while start > 0, UTF8.isContinuation(bytes[start]) { start -= 1 }
        let end = bytes[(start + 1)...].firstIndex { !UTF8.isContinuation($0) }
        return start..<(end ?? bytes.count)
    }

    /// The text of a range of bytes.
    package func text(_ range: Range<Int>) -> String {
        String(decoding: bytes[range], as: UTF8.self)
    }

    /// The spelling of an element's or attribute's name that names are compared by.
    package func key(_ name: String) -> String {
        mode == .xml ? name : name.lowercased()
    }
}

/// The kinds of sources.
package enum MarkupMode: Sendable {
    case html
    case xml

    /// Plain text, in which elements of the statement namespaces are the only markup.
    case text
}

/// A name and where it stands.
package struct NamedSyntax: Sendable, Hashable {
    package let text: String
    package let range: Range<Int>

    package init(_ text: String, _ range: Range<Int>) {
        self.text = text
        self.range = range
    }
}
