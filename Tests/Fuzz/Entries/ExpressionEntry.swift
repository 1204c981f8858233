// SPDX-License-Identifier: Apache-2.0

import Foundation

@testable import PageTemplates

/// Reads an expression and evaluates it, alone in a small template.
///
/// The input is two bytes of choices and the text of the expression.
enum ExpressionEntry {
    static func run(_ input: [UInt8]) throws {
        var rest = input[...]
        let (place, choice) = (rest.takeChoices(), rest.takeChoices())
        let text = String(decoding: rest, as: UTF8.self)
        let (before, after) = places[Int(place) % places.count]
        var configuration = TemplateEntry.configuration(place >> 5, choice)
        configuration.allowsScripts = true
        do {
            let source = try TemplateSource(
                name: "page.html",
                text: before + (before.hasSuffix("\"") ? escaped(text) : text) + after,
                limits: configuration.limits
            )
            try TemplateLaws.check(source, configuration)
        } catch let error as TemplateError {
            _ = error.description
        }
    }

    private static let places: [(String, String)] = [
        ("<p tal:content=\"", "\">x</p>"),
        ("<p tal:content=\"string:", "\">x</p>"),
        ("<p tal:content=\"python:", "\">x</p>"),
        ("<p>${", "}</p>"),
        ("<p>${python:", "}</p>"),
        ("<p tal:repeat=\"i ", "\" tal:content=\"i\">x</p>"),
        ("<p tal:attributes=\"title ", "\">x</p>"),
        ("<p tal:define=\"x ", "\" tal:condition=\"x\">${x}</p>"),
        ("<p tal:on-error=\"string:e\" tal:content=\"structure ", "\">x</p>"),
        ("<script type=\"text/server-python\">\n", "\n</script><p>${x | nothing}</p>"),
        ("<script>var x = ${", "};</script>"),
        ("<p tal:switch=\"", "\"><b tal:case=\"s\">x</b></p>"),
    ]

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("\"", with: "&quot;")
            .replacing("<", with: "&lt;")
    }
}
