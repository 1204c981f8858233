// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// Reads the catalogs that translators edit, `.po` files.
struct POReader {
    private let source: SourceFile
    private var builder = CatalogBuilder()
    private var entry = POEntry()
    private var position = 0

    /// The keys with their places, for errors about an entry that comes twice.
    private var places: [Catalog.Key: Range<Int>] = [:]
    private var hasHeader = false

    /// Entries with plural forms, to be compared with the header's rule.
    private var plurals: [(place: Range<Int>, count: Int)] = []

    private static let formLimit = 32

    /// Reads a file.
    static func read(_ bytes: [UInt8], name: String) throws(TemplateError) -> Catalog {
        let encoding = CatalogText.encoding(inHeader: bytes.prefix(8192))
        guard bytes.count <= CatalogText.sizeLimit else {
            throw TemplateError(
                .invalidCatalog,
                "'\(name)' is larger than \(CatalogText.sizeLimit) bytes"
            )
        }
        guard var text = CatalogText.decode(bytes[...], from: encoding) else {
            throw TemplateError(
                .invalidCatalog,
                "'\(name)' is not text in \(encoding ?? "UTF-8")",
                notes: [.init("the header's 'Content-Type' names the encoding")]
            )
        }
        if text.starts(with: [0xEF, 0xBB, 0xBF]) { text.removeFirst(3) }
        var reader = POReader(source: SourceFile(name: name, bytes: text))
        return try reader.read()
    }

    private init(source: SourceFile) {
        self.source = source
    }

    private mutating func read() throws(TemplateError) -> Catalog {
        while position < source.bytes.count {
            let end = source.bytes[position...].firstIndex(of: Byte.newline) ?? source.bytes.count
            try readLine(position..<end)
            position = end + 1
        }
        try finishEntry()
        for plural in plurals where plural.count != builder.plural.formCount {
            throw error(
                "the entry has \(plural.count) forms, and the plural rule of the header "
                    + "\(builder.plural.formCount)",
                plural.place
            )
        }
        return builder.catalog
    }

    private mutating func readLine(_ whole: Range<Int>) throws(TemplateError) {
        let bytes = source.bytes
        guard let start = whole.first(where: { !bytes[$0].isSpace }),
            let last = whole.last(where: { !bytes[$0].isSpace })
        else { return }
        let line = start..<last + 1
        switch bytes[start] {
        case UInt8(ascii: "#"): try readComment(line)
        case Byte.quote: try readContinuation(line)
        default: try readField(line)
        }
    }

    private mutating func readComment(_ line: Range<Int>) throws(TemplateError) {
        let text = source.text(line)
        if entry.isComplete { try finishEntry() }
        // Flags before an obsolete entry are flags of that entry.
        if text.hasPrefix("#~"), entry.last == nil { entry.isFuzzy = false }
        if text.hasPrefix("#,") {
            let flags = text.dropFirst(2).split(separator: ",").map(\.trimmingMarkupSpace)
            entry.isFuzzy = entry.isFuzzy || flags.contains("fuzzy")
        }
    }

    private mutating func readContinuation(_ line: Range<Int>) throws(TemplateError) {
        guard entry.last != nil else { throw error("a string belongs to no keyword", line) }
        entry.append(try string(line))
    }

    private mutating func readField(_ line: Range<Int>) throws(TemplateError) {
        let bytes = source.bytes
        let end = line.first { bytes[$0].isSpace || bytes[$0] == Byte.quote }
        let keyword = line.lowerBound..<(end ?? line.upperBound)
        guard let field = Self.field(source.text(keyword)) else {
            let name = source.text(keyword)
            throw error(
                "unknown keyword '\(name)'",
                keyword,
                notes: TemplateError.Note.nearest(name, among: Self.fields.keys)
            )
        }
        if entry.isComplete, field == .context || field == .id { try finishEntry() }
        guard entry.accepts(field) else {
            throw error("'\(source.text(keyword))' cannot stand here", keyword)
        }
        entry.begin(field)
        if field == .id { entry.place = line }
        guard let start = line.dropFirst(keyword.count).first(where: { !bytes[$0].isSpace })
        else {
            throw error("'\(source.text(keyword))' needs a string", keyword)
        }
        entry.append(try string(start..<line.upperBound))
    }

    private static let fields: [String: POEntry.Field] = [
        "msgctxt": .context, "msgid": .id, "msgid_plural": .pluralID, "msgstr": .text,
    ]

    private static func field(_ keyword: String) -> POEntry.Field? {
        if let field = fields[keyword] { return field }
        guard keyword.hasPrefix("msgstr["), keyword.hasSuffix("]"),
            let number = Int(keyword.dropFirst("msgstr[".count).dropLast()),
            (0..<formLimit).contains(number)
        else { return nil }
        return .form(number)
    }

    private func string(_ range: Range<Int>) throws(TemplateError) -> String {
        do throws(POString.Malformed) {
            return try POString.read(source.bytes[range])
        } catch {
            throw self.error(error.message, error.place)
        }
    }

    // MARK: - Entries

    private mutating func finishEntry() throws(TemplateError) {
        defer { entry = POEntry() }
        guard let id = entry.id else {
            guard entry.context == nil else { throw error("the last entry has no end", endPlace) }
            return
        }
        guard entry.isComplete else { throw error("the entry has no 'msgstr'", entry.place) }
        if id.isEmpty, entry.context == nil {
            try finishHeader()
        } else {
            try finishText(id)
        }
    }

    private mutating func finishHeader() throws(TemplateError) {
        guard !hasHeader else { throw error("the header comes twice", entry.place) }
        hasHeader = true
        do throws(PluralRule.Malformed) {
            try builder.setHeader(entry.forms[0])
        } catch {
            throw self.error(error.message, pluralPlace)
        }
    }

    /// Where the header speaks of plural forms.
    private var pluralPlace: Range<Int> {
        let mark = Array("plural-forms".utf8)
        let start = source.bytes.indices.first { start in
            start >= entry.place.lowerBound
                && source.bytes[start...].starts(with: mark) { $0.asciiLowercased == $1 }
        }
        return start.map { $0..<$0 + mark.count } ?? entry.place
    }

    private mutating func finishText(_ id: String) throws(TemplateError) {
        let key = Catalog.Key(context: entry.context, id: id)
        if let first = places.updateValue(entry.place, forKey: key) {
            throw error(
                "the entry comes twice",
                entry.place,
                notes: [.init("the first is here", at: source.location(of: first))]
            )
        }
        guard !entry.isFuzzy else { return }
        if entry.pluralID != nil { plurals.append((entry.place, entry.forms.count)) }
        _ = builder.add(key, entry.forms)
    }

    private var endPlace: Range<Int> { source.bytes.count..<source.bytes.count }

    private func error(
        _ message: String,
        _ place: Range<Int>,
        notes: [TemplateError.Note] = []
    ) -> TemplateError {
        TemplateError(.invalidCatalog, message, in: source, at: place, notes: notes)
    }
}
