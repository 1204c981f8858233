// SPDX-License-Identifier: Apache-2.0

/// Turns the bytes of a template into valid UTF-8.
package struct SourceEncoding {
    private let bytes: [UInt8]

    /// What the caller says about the encoding.
    private let declared: String?

    /// Whether an XML declaration has a say.
    private let isMarkup: Bool

    package init(_ bytes: [UInt8], declared: String?, isMarkup: Bool = true) {
        self.bytes = bytes
        self.declared = declared
        self.isMarkup = isMarkup
    }

    /// Why bytes are no text.
    package struct Failure: Error {
        package let kind: Kind

        /// The text for an excerpt: what is before the first bad byte is as it was,
        /// bad bytes show as replacement characters.
        package let readable: [UInt8]
        package let range: Range<Int>

        package enum Kind: Sendable {
            /// The encoding that is declared is not known.
            case unknownEncoding(String)

            /// A problem at a byte of the file.
            case invalid(String, at: Int)
        }
    }

    private static let marks: [(mark: [UInt8], encoding: String)] = [
        ([0xEF, 0xBB, 0xBF], "UTF-8"),
        ([0xFF, 0xFE], "UTF-16LE"),
        ([0xFE, 0xFF], "UTF-16BE"),
    ]

    /// The text without a byte-order mark.
    package func text() throws(Failure) -> [UInt8] {
        let mark = Self.marks.first { bytes.starts(with: $0.mark) }
        let body = bytes[(mark?.mark.count ?? 0)...]
        let encoding = mark?.encoding ?? declared ?? declaredEncoding(of: body) ?? "UTF-8"
        let text = Self.isUTF8(encoding) ? Array(body) : try convert(body, from: encoding)
        try validate(text, markLength: Self.isUTF8(encoding) ? body.startIndex : 0)
        return renamingEncoding(text)
    }

    private static func isUTF8(_ encoding: String) -> Bool {
        ["utf-8", "utf8"].contains(encoding.lowercased())
    }

    private func declaredEncoding(of body: ArraySlice<UInt8>) -> String? {
        guard isMarkup else { return nil }
        let head = Array(body.prefix(256))
        return XMLDeclaration(head)?.encoding.map { String(decoding: head[$0], as: UTF8.self) }
    }

    /// The text whose XML declaration, if it names an encoding, names UTF-8.
    private func renamingEncoding(_ text: [UInt8]) -> [UInt8] {
        guard isMarkup, let range = XMLDeclaration(text)?.encoding,
            !Self.isUTF8(String(decoding: text[range], as: UTF8.self))
        else { return text }
        var renamed = text
        renamed.replaceSubrange(range, with: "UTF-8".utf8)
        return renamed
    }

    private func convert(
        _ body: ArraySlice<UInt8>,
        from encoding: String
    ) throws(Failure) -> [UInt8] {
        do throws(EncodingConverter.Failure) {
            return try EncodingConverter.utf8(from: body, encoding: encoding)
        } catch {
            switch error {
            case .unknownEncoding:
                throw unknown(encoding, in: Array(body))
            case .invalidBytes(let offset):
                throw invalid("not \(encoding)", in: Array(body), at: offset, body.startIndex)
            }
        }
    }

    private func validate(_ text: [UInt8], markLength: Int) throws(Failure) {
        if let offset = text.firstIndex(of: 0) {
            throw invalid("a NUL", in: text, at: offset, markLength)
        }
        guard let offset = UTF8Check.firstInvalidByte(in: text) else { return }
        throw invalid("not UTF-8", in: text, at: offset, markLength)
    }

    private func invalid(
        _ problem: String,
        in text: [UInt8],
        at offset: Int,
        _ markLength: Int
    ) -> Failure {
        Failure(
            kind: .invalid(problem, at: offset + markLength),
            readable: readable(text),
            range: offset..<offset + 1
        )
    }

    private func unknown(_ encoding: String, in text: [UInt8]) -> Failure {
        Failure(
            kind: .unknownEncoding(encoding),
            readable: readable(text),
            range: XMLDeclaration(text)?.encoding ?? 0..<0
        )
    }

    private func readable(_ text: [UInt8]) -> [UInt8] {
        Array(String(decoding: text, as: UTF8.self).replacing("\0", with: "\u{FFFD}").utf8)
    }
}
