// SPDX-License-Identifier: Apache-2.0

/// What truth is in the value of an attribute, which its element decides too.
///
/// One table answers for names that stand in a template and for names that data
/// brings to a render.
enum AttributeTruth: Sendable {
    /// Nothing special: a text is written, and a truth value as its text.
    case text

    /// The attribute is there or not, and has no other value.
    case presence

    /// The same, but for one word that means something of its own.
    case presenceOrWord

    /// `true` and `false` are written.
    case words

    /// The one word of `hidden`.
    static let word = "until-found"

    /// What truth is in an attribute by its name in lower case.
    static func of(_ name: String, on owner: AttributeOwner) -> AttributeTruth {
        if name.hasPrefix("aria-") { return .words }
        guard owner.isHTML, let elements = table[name] else { return .text }
        guard elements.isEmpty || elements.contains(owner.name) else { return .text }
        return name == "hidden" ? .presenceOrWord : .presence
    }

    /// The boolean attributes of the HTML standard, those that browsers have beside it, and
    /// those that HTML 4 had; with their elements, or none where all have them.
    private static let table: [String: [String]] = [
        "adauctionheaders": ["iframe"],
        "allowfullscreen": ["iframe"],
        "alpha": ["input"],
        "async": ["script"],
        "autofocus": [],
        "autoplay": ["audio", "video"],
        "browsingtopics": ["iframe"],
        "checked": ["input"],
        "compact": ["dir", "dl", "menu", "ol", "ul"],
        "controls": ["audio", "video"],
        "credentialless": ["iframe"],
        "declare": ["object"],
        "default": ["track"],
        "defer": ["script"],
        "disabled": [
            "button", "fieldset", "input", "link", "optgroup", "option", "select", "style",
            "textarea",
        ],
        "disablepictureinpicture": ["video"],
        "disableremoteplayback": ["audio", "video"],
        "formnovalidate": ["button", "input"],
        "hidden": [],
        "inert": [],
        "ismap": ["img", "input"],
        "itemscope": [],
        "loop": ["audio", "video"],
        "multiple": ["input", "select"],
        "muted": ["audio", "video"],
        "nohref": ["area"],
        "nomodule": ["script"],
        "noresize": ["frame"],
        "noshade": ["hr"],
        "novalidate": ["form"],
        "nowrap": ["dd", "dt", "td", "th"],
        "open": ["details", "dialog"],
        "playsinline": ["video"],
        "readonly": ["input", "textarea"],
        "required": ["input", "select", "textarea"],
        "reversed": ["ol"],
        "selected": ["option"],
        "shadowrootclonable": ["template"],
        "shadowrootcustomelementregistry": ["template"],
        "shadowrootdelegatesfocus": ["template"],
        "shadowrootserializable": ["template"],
        "sharedstoragewritable": ["iframe", "img"],
        "truespeed": ["marquee"],
        "webkitdirectory": ["input"],
    ]
}

/// The element of an attribute.
struct AttributeOwner: Sendable {
    /// Its name in lower case.
    let name: String

    /// Whether it is one of HTML, and not of SVG, MathML or XML.
    let isHTML: Bool
}
