// SPDX-License-Identifier: Apache-2.0

/// What a browser makes of the value of an attribute.
///
/// One table answers for names that stand in a template and for names that data
/// brings to a render.
enum AttributeMeaning: Sendable {
    /// Text, or something that only its element knows.
    case plain

    /// An address, which is followed or loaded.
    case url

    /// Declarations of CSS.
    case style

    /// Code of an event handler.
    case handler

    /// A document of its own.
    case document

    /// The meaning of an attribute by its name in lower case, with its prefix.
    static func of(_ name: String) -> AttributeMeaning {
        if let known = table[name] { return known }
        // Browsers learn new events, so no list of them is ever complete.
        return name.utf8.count > 2 && name.hasPrefix("on") ? .handler : .plain
    }

    /// Whether no escaping makes data safe in it: what stands there is code, or a
    /// document that may hold some.
    var isCode: Bool { self == .handler || self == .document }

    /// What to do with data for such an attribute.
    static let codeRemedy = "put it into a 'data-' attribute and let a script read it"

    private static let table: [String: AttributeMeaning] = {
        var table: [String: AttributeMeaning] = ["style": .style, "srcdoc": .document]
        for name in addresses { table[name] = .url }
        return table
    }()

    /// The attributes that hold one address or several, in HTML, SVG and MathML,
    /// old ones included.
    private static let addresses = [
        "action", "archive", "background", "cite", "classid", "codebase", "data", "dynsrc",
        "formaction", "href", "icon", "imagesrcset", "longdesc", "lowsrc", "manifest", "ping",
        "poster", "profile", "src", "srcset", "usemap", "xlink:href", "xml:base",
    ]
}
