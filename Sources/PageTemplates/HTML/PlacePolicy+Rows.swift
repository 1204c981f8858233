// SPDX-License-Identifier: Apache-2.0

extension PlacePolicy {
    /// The policy of every page.
    package static let standard = PlacePolicy(standardRows)

    private static let standardRows: [Row] = {
        var rows: [Row] = []
        func add(_ attributes: String, on elements: String = "*", _ meaning: Ruled) {
            for element in elements.split(separator: " ") {
                for attribute in attributes.split(separator: " ") {
                    let owner = element == "*" ? nil : String(element)
                    rows.append(Row(element: owner, attribute: String(attribute), meaning: meaning))
                }
            }
        }
        // Followed or loaded.
        add("href src", .always(.link))
        add("action formaction cite longdesc manifest profile usemap", .always(.link))
        add("attributionsrc", .always(.links))
        add("ping archive", .always(.links))

        // Pictures and sounds.
        add("src", on: "img image input audio video source track bgsound", .always(.image))
        add("href", on: "feimage image", .always(.image))
        add("background dynsrc icon lowsrc poster", .always(.image))
        add("srcset imagesrcset", .always(.candidates))

        // What runs, or decides on all that follows.
        add("src", on: "embed fencedframe frame iframe layer portal script", .always(.code))
        add("href", on: "base script", .always(.code))
        add("data", on: "object", .always(.code))
        add("code object", on: "applet embed", .always(.code))
        add("base classid codebase", .always(.code))
        add("href", on: "link", .relation)
        add("content", on: "meta", .pragma)

        // Code and documents.
        add("on*", .always(.handler))
        add("srcdoc", .always(.document))

        // Styles.
        add("style", .always(.style))
        add("clip-path cursor fill filter mask stroke", .always(.styleValue))
        add("marker marker-end marker-mid marker-start", .always(.styleValue))

        // Animations, whose values become those of another attribute.
        add("by from to values", on: "animate animatecolor set", .always(.animation))
        return rows
    }()
}
