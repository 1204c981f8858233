// SPDX-License-Identifier: Apache-2.0

/// Reads the catalogs that `msgfmt` makes, `.mo` files.
///
/// The table of hashes is not used. Every offset and length is checked before it
/// is followed, and all strings together may not be longer than the file.
struct MOReader {
    private let bytes: [UInt8]
    private let name: String
    private let isBigEndian: Bool
    private var builder = CatalogBuilder()
    private var encoding: String?
    private var bytesLeft: Int

    private static let magic: UInt32 = 0x9504_12DE
    private static let headerSize = 28
    private static let contextEnd: UInt8 = 4

    /// Reads a file.
    static func read(_ bytes: [UInt8], name: String) throws(TemplateError) -> Catalog {
        var reader = try MOReader(bytes, name: name)
        return try reader.read()
    }

    private init(_ bytes: [UInt8], name: String) throws(TemplateError) {
        guard bytes.count <= CatalogText.sizeLimit else {
            throw Self.error("is larger than \(CatalogText.sizeLimit) bytes", name)
        }
        guard bytes.count >= Self.headerSize else {
            throw Self.error("is too short for a .mo file", name)
        }
        let magic = Self.number(at: 0, in: bytes, isBigEndian: false)
        guard magic == Self.magic || magic == Self.magic.byteSwapped else {
            throw Self.error("does not begin as a .mo file does", name)
        }
        self.bytes = bytes
        self.name = name
        isBigEndian = magic != Self.magic
        bytesLeft = bytes.count
    }

    private mutating func read() throws(TemplateError) -> Catalog {
        let major = number(at: 4) >> 16
        guard major <= 1 else { throw failure("has the unknown revision \(major)") }
        let count = Int(number(at: 8))
        let ids = try table(at: number(at: 12), count)
        let texts = try table(at: number(at: 16), count)
        // One table follows the other, so that a wrong count shows.
        guard abs(texts - ids) == 8 * count else {
            throw failure("has \(count) entries, and tables for \(abs(texts - ids) / 8)")
        }
        var strings: [(id: ArraySlice<UInt8>, text: ArraySlice<UInt8>)] = []
        for index in 0..<count {
            strings.append((try string(ids + 8 * index), try string(texts + 8 * index)))
        }
        if let header = strings.first(where: { $0.id.isEmpty }) { try readHeader(header.text) }
        for string in strings where !string.id.isEmpty {
            try readEntry(string.id, string.text)
        }
        return builder.catalog
    }

    // MARK: - Numbers and strings

    private static func number(at offset: Int, in bytes: [UInt8], isBigEndian: Bool) -> UInt32 {
        let four = bytes[offset..<offset + 4]
        return isBigEndian
            ? four.reduce(0) { $0 << 8 | UInt32($1) }
            : four.reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// A number whose place has been checked.
    private func number(at offset: Int) -> UInt32 {
        Self.number(at: offset, in: bytes, isBigEndian: isBigEndian)
    }

    private func table(at offset: UInt32, _ count: Int) throws(TemplateError) -> Int {
        guard Int(offset) <= bytes.count, count <= (bytes.count - Int(offset)) / 8 else {
            throw failure("has \(count) entries, for which it is too short")
        }
        return Int(offset)
    }

    private mutating func string(_ entry: Int) throws(TemplateError) -> ArraySlice<UInt8> {
        let length = Int(number(at: entry))
        let start = Int(number(at: entry + 4))
        guard start < bytes.count, length < bytes.count - start else {
            throw failure("has a string at byte \(start) that goes on behind its end")
        }
        guard bytes[start + length] == 0 else {
            throw failure("has a string at byte \(start) that does not end there")
        }
        bytesLeft -= length
        guard bytesLeft >= 0 else { throw failure("has strings that overlap") }
        return bytes[start..<start + length]
    }

    private func text(_ bytes: ArraySlice<UInt8>) throws(TemplateError) -> String {
        guard let text = CatalogText.decode(bytes, from: encoding) else {
            throw failure(
                "has a string at byte \(bytes.startIndex) that is not \(encoding ?? "UTF-8")"
            )
        }
        return String(decoding: text, as: UTF8.self)
    }

    // MARK: - Entries

    private mutating func readHeader(_ bytes: ArraySlice<UInt8>) throws(TemplateError) {
        encoding = CatalogText.encoding(inHeader: bytes)
        let header = try text(bytes)
        do throws(PluralRule.Malformed) {
            try builder.setHeader(header)
        } catch {
            throw TemplateError(.invalidCatalog, "'\(name)': \(error.message)")
        }
    }

    private mutating func readEntry(
        _ id: ArraySlice<UInt8>,
        _ text: ArraySlice<UInt8>
    ) throws(TemplateError) {
        var id = id
        var context: String?
        if let end = id.firstIndex(of: Self.contextEnd) {
            context = try self.text(id[..<end])
            id = id[(end + 1)...]
        }
        let isPlural = id.contains(0)
        let key = Catalog.Key(context: context, id: try self.text(id.prefix { $0 != 0 }))
        var forms: [String] = []
        for form in text.split(separator: 0, omittingEmptySubsequences: false) {
            forms.append(try self.text(form))
        }
        guard forms.count == (isPlural ? builder.plural.formCount : 1) else {
            throw failure("has \(forms.count) forms of a text at byte \(text.startIndex)")
        }
        guard builder.add(key, forms) else {
            throw failure("has the text at byte \(id.startIndex) twice")
        }
    }

    private func failure(_ problem: String) -> TemplateError {
        Self.error(problem, name)
    }

    private static func error(_ problem: String, _ name: String) -> TemplateError {
        TemplateError(.invalidCatalog, "'\(name)' \(problem)")
    }
}
