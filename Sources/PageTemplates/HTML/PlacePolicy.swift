// SPDX-License-Identifier: Apache-2.0

/// What attributes mean, by their elements and names: the one table that names in a template,
/// in a translation and in data are looked up in.
///
/// Rows do not ask for the namespace of an element, which a macro's use decides: of several
/// meanings the one counts that lets less through. They are made from what browsers were seen
/// to do with each attribute, and from the standards of HTML, SVG, MathML and XLink where no
/// browser does it today.
package struct PlacePolicy: Sendable {
    let rows: [Row]

    /// The meanings of the rows by attribute.
    private var meanings: [String: [String: Ruled]] = [:]

    struct Row: Sendable, Hashable {
        /// The element; `nil` for all those that have no row of their own.
        let element: String?

        /// The attribute without its prefix; `on*` stands for all that begin with `on`.
        let attribute: String
        let meaning: Ruled

        fileprivate var name: String { "\(element ?? "*") \(attribute)" }
    }

    /// A meaning, or the attribute beside it that decides.
    enum Ruled: Sendable, Hashable {
        case always(AttributeMeaning)

        /// By the `rel` of a link.
        case relation

        /// By the `http-equiv` of a `<meta>`.
        case pragma
    }

    /// The rows by element and attribute, `* href`, for tools that leave one out.
    package var names: [String] { rows.map(\.name) }

    /// The policy without a row; `nil` where there is none of that name.
    package func without(_ name: String) -> PlacePolicy? {
        guard names.contains(name) else { return nil }
        return PlacePolicy(rows.filter { $0.name != name })
    }

    init(_ rows: [Row]) {
        self.rows = rows
        for row in rows {
            meanings[row.attribute, default: [:]][row.element ?? ""] = row.meaning
        }
    }

    /// The meaning of an attribute by its name in lower case, with its prefix.
    func meaning(of name: String, in around: AttributeSurroundings) -> AttributeMeaning {
        guard let ruled = ruled(name, in: around) else { return .plain }
        switch ruled {
        case .always(let meaning): return meaning
        case .relation:
            switch around.sibling("rel") {
            // A link without a relation loads nothing.
            case .absent: return .link
            case .fixed(let relations):
                return Self.meaning(of: relations, around.sibling("as"))
            case .open: return .code
            }
        case .pragma:
            switch around.sibling("http-equiv") {
            case .absent: return .plain
            case .fixed(let pragma): return pragma.lowercased() == "refresh" ? .refresh : .plain
            case .open: return .refresh
            }
        }
    }

    /// The row of an attribute: that of the whole name, or of the name behind its prefix.
    private func ruled(_ name: String, in around: AttributeSurroundings) -> Ruled? {
        let element = around.element
        var name = name[...]
        while true {
            if let found = row(name, on: element) { return found }
            // What frameworks bind in HTML, as ':href' and 'v-bind:href', is an expression of
            // theirs.
            guard let colon = name.utf8.firstIndex(of: UInt8(ascii: ":")), colon > name.startIndex,
                around.hasNamespaces || !name[..<colon].utf8.contains(UInt8(ascii: "-"))
            else { break }
            name = name[name.index(after: colon)...]
        }
        // Browsers learn new events, so no list of them is ever complete.
        guard name.utf8.count > 2, name.hasPrefix("on") else { return nil }
        return row("on*", on: element)
    }

    /// No name of an attribute that means something is nearly as long; names of data can be, and
    /// prefixes.
    private static let longestName = 100

    private func row(_ attribute: Substring, on element: String) -> Ruled? {
        guard attribute.utf8.count <= Self.longestName,
            let meanings = meanings[String(attribute)]
        else { return nil }
        return meanings[element] ?? meanings[""]
    }

    /// The meaning of the address of a link of some relations.
    private static func meaning(
        of relations: String,
        _ destination: AttributeSurroundings.Sibling
    ) -> AttributeMeaning {
        let names = relations.lowercased().split(whereSeparator: \.isWhitespace).map(String.init)
        if !names.isEmpty, names.allSatisfy(iconRelations.contains) { return .image }
        // Such a link neither runs nor styles anything.
        let isHarmless = names.allSatisfy { relation in
            if relation == "preload", case .fixed(let kind) = destination {
                return harmlessPreloads.contains(kind.lowercased())
            }
            return iconRelations.contains(relation) || harmlessRelations.contains(relation)
        }
        return isHarmless ? .link : .code
    }

    private static let iconRelations: Set<String> = [
        "apple-touch-icon", "apple-touch-icon-precomposed", "icon", "image_src", "mask-icon",
        "shortcut",
    ]

    private static let harmlessPreloads: Set<String> = ["audio", "font", "image", "track", "video"]

    private static let harmlessRelations: Set<String> = [
        "alternate", "amphtml", "author", "bookmark", "canonical", "contents", "copyright",
        "dns-prefetch", "edit", "external", "first", "help", "home", "index", "last", "license",
        "me", "next", "nofollow", "noopener", "noreferrer", "pingback", "preconnect", "prefetch",
        "prev", "previous", "privacy-policy", "search", "self", "shortlink", "start", "tag",
        "terms-of-service", "top", "up", "webmention",
    ]
}
