// SPDX-License-Identifier: Apache-2.0

import PageTemplates

/// The data of the pages that are rendered: whatever is unpleasant, under short names that a
/// fuzzer finds soon.
enum HostileData {
    /// A context of its own for each render, because scripts change objects.
    static var context: TemplateContext {
        var context = TemplateContext(variables)
        context["o"] = .object(Shelf())
        context.languages = ["xx"]
        return context
    }

    /// A text for each kind of place that it may get out of.
    static let texts = [
        "", " ", "0", "<script>alert(1)</script>", "</script><!--", "\"'><img src=x onerror=f()>",
        "javascript:alert(1)", "//host/", "data:text/html,<b>", "a b, c 2x", "expression(1);}",
        "\u{2028}\\u0022\r\n", "${x}$x %s {0} {x!r:>9}", "&amp;&lt;&#0;&", "\u{0}\u{1}\u{FFFE}",
        "e\u{301}\u{1F469}\u{200D}\u{1F680}\u{202E}", "nine\tninety",
    ]

    private static let variables: TemplateMapping = [
        "a": .list(texts.map { .string($0) }),
        "b": true,
        "d": ["k": "v", "": "empty", "x": ["y": ["z": 1]], "items": "keys", "_p": "private"],
        "e": "",
        "f": .double(1e308),
        "g": .object(TemplateFunction("g") { .list($0.isEmpty ? [] : ["called"]) }),
        "h": "<script>alert(1)</script>",
        "i": .integer(.max),
        "j": "javascript:alert(1)//",
        "k": .markup(SafeMarkup("<b>bold</b>")),
        "l": [1, "two", 3.5, .nothing, [4, 5], ["six": 7]],
        "m": .integer(.min),
        "n": .double(.nan),
        "p": ["href": "javascript:1", "onclick": "f()", "a b": "<", "class": .nothing],
        "q": .object(TemplateMessage("id", default: "$n of ${m}", mapping: ["n": "<i>"])),
        "r": .double(-0.0),
        "s": "text",
        "t": "\"'><img src=x onerror=f()>",
        "u": .string(texts.joined()),
        "v": .object(TemplateFunction("v") { _ in throw TemplateError(.valueError, "v") }),
        "w": deep,
        "x": "2026-02-30T25:00:00Z",
        "y": 3,
        "z": 0,
    ]

    /// Lists in lists, as deep as data may be.
    private static let deep = (0..<100).reduce(TemplateValue.list([])) { inner, _ in [inner] }
}

/// An object with members, methods and items, that fails for some names.
private final class Shelf: MutableTemplateObject {
    let memberNames = ["title", "_open", "items"]
    let text = "a <shelf>"
    let elements: [TemplateValue]? = ["x", 1]

    func member(_ name: String) throws -> TemplateValue? {
        switch name {
        case "title", "_open": .string(name)
        case "items": .list([.object(self)])
        case "fails": throw TemplateError(.missingMember, "fails")
        default: nil
        }
    }

    func call(_ method: String, with arguments: TemplateArguments) -> TemplateValue? {
        method == "get" ? arguments.positional.first : nil
    }

    func setItem(_ key: String, to value: TemplateValue) throws {
        if key == "fails" { throw TemplateError(.typeError, "fails") }
    }

    func removeItem(_ key: String) throws {}
}
