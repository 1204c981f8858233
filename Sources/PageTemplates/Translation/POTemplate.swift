// SPDX-License-Identifier: Apache-2.0

/// The texts of templates as a `.pot` file, which gettext's tools turn into
/// catalogs for translators.
///
/// ```swift
/// var file = POTemplate(domain: "shop")
/// file.add(template.translatableTexts)
/// print(file.text)
/// ```
///
/// The file has no date: the same templates give the same bytes.
public struct POTemplate: Sendable {
    /// The domain whose texts the file has.
    public let domain: String

    private var entries: [Entry] = []
    private var positions: [Catalog.Key: Int] = [:]

    /// A text and all its places.
    private struct Entry {
        let key: Catalog.Key
        var hasPlural = false
        var comments: [String] = []
        var places: [String] = []
    }

    /// Creates a file without texts.
    public init(domain: String) {
        self.domain = domain
    }

    /// Adds the texts of the domain, in their order.
    ///
    /// A text that is there already gets further places and comments.
    public mutating func add(_ texts: some Sequence<TranslatableText>) {
        for text in texts where text.domain == domain { add(text) }
    }

    private mutating func add(_ text: TranslatableText) {
        let key = Catalog.Key(context: text.context, id: text.id)
        let position = positions[key] ?? entries.count
        if position == entries.count {
            positions[key] = position
            entries.append(Entry(key: key))
        }
        entries[position].hasPlural = entries[position].hasPlural || text.hasPlural
        let remarks = [text.comment, text.defaultText.map { "Default: \(POString.quoted($0))" }]
        for remark in remarks.compactMap({ $0 }) where !entries[position].comments.contains(remark)
        {
            entries[position].comments.append(remark)
        }
        let place = "\(Self.fileName(text.location.name)):\(text.location.line)"
        if !entries[position].places.contains(place) { entries[position].places.append(place) }
    }

    /// The file.
    public var text: String {
        ([header] + entries.map(Self.lines)).map { $0.joined(separator: "\n") + "\n" }
            .joined(separator: "\n")
    }

    private var header: [String] {
        let fields = [
            "Project-Id-Version: \(domain)", "Report-Msgid-Bugs-To: ", "POT-Creation-Date: ",
            "PO-Revision-Date: ", "Last-Translator: ", "Language-Team: ", "Language: ",
            "MIME-Version: 1.0", "Content-Type: text/plain; charset=UTF-8",
            "Content-Transfer-Encoding: 8bit",
        ]
        return ["msgid \"\"", "msgstr \"\""] + fields.map { POString.quoted($0 + "\n") }
    }

    private static func lines(_ entry: Entry) -> [String] {
        var lines = entry.comments.flatMap { comment in
            comment.split(whereSeparator: \.isNewline).map { "#. \($0)" }
        }
        lines += entry.places.map { "#: \($0)" }
        if let context = entry.key.context { lines += POString.lines("msgctxt", context) }
        lines += POString.lines("msgid", entry.key.id)
        guard entry.hasPlural else { return lines + ["msgstr \"\""] }
        return lines + POString.lines("msgid_plural", entry.key.id)
            + ["msgstr[0] \"\"", "msgstr[1] \"\""]
    }

    /// The name of a file as a reference has it: gettext puts one with spaces
    /// between isolates.
    private static func fileName(_ name: String) -> String {
        let shown = String(name.map { $0.isNewline ? " " : $0 })
        return shown.contains(" ") ? "\u{2068}\(shown)\u{2069}" : shown
    }
}
