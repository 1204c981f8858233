// SPDX-License-Identifier: Apache-2.0

/// What a sanitizer makes of a tag, by its name.
enum TagMeaning: Sendable {
    /// It may stay.
    case element(SanitizedElement)

    /// Its content is no markup, and goes with it.
    case rawText

    /// Its content goes with it.
    case dropped

    /// The same for SVG and MathML, in which names mean something else.
    case foreign

    /// It goes, and what is on its two sides does not become one word.
    case block

    /// It goes.
    case other

    /// The meaning of a name in lower case.
    static func of(_ name: String) -> TagMeaning {
        table[name] ?? .other
    }

    private static let table: [String: TagMeaning] = {
        var table: [String: TagMeaning] = [:]
        for element in SanitizedElement.allCases { table[element.rawValue] = .element(element) }
        func set(_ meaning: TagMeaning, _ names: String) {
            for name in names.split(separator: " ") { table[String(name)] = meaning }
        }
        set(.rawText, "iframe noembed noframes noscript plaintext script style textarea title xmp")
        set(.dropped, "applet audio canvas datalist frameset object select template video")
        set(.foreign, "math svg")
        set(.block, "body center dialog dir fieldset form hgroup html legend listing main")
        set(.block, "marquee menu nav optgroup option search")
        return table
    }()
}
