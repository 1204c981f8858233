// SPDX-License-Identifier: Apache-2.0

@testable import TemplateTools

/// The article about rules, whose tables are made of their documentation.
enum RuleArticle {
    static let path = "Sources/TemplateTools/TemplateTools.docc/Rules.md"

    static var text: String {
        let engine = LintRule.all.filter { OwnRule(rawValue: $0.name) == nil }
        let warnings = engine.map { rule in
            "| `\(rule.name)` | \(rule.severity.rawValue) | \(rule.meaning.cell) |"
        }
        let rules = OwnRule.allCases.map { chapter(of: $0) }
        return ([introduction] + rules + [warningsIntroduction + warnings.joined(separator: "\n")])
            .joined(separator: "\n\n") + "\n"
    }

    private static func chapter(of rule: OwnRule) -> String {
        let text = rule.text
        let fix = text.isFixed ? " `--fix` mends what can be changed safely." : ""
        return """
            ### \(rule.rawValue)

            \(text.meaning.wrapped)

            ```html
            \(text.fails)
            ```

            \((text.remedy + fix).wrapped)

            ```html
            \(text.passes)
            ```
            """
    }

    private static let introduction = """
        # Rules

        What `talisman check` looks after beside errors, with an example of each.

        ## Overview

        An error keeps a template from compiling. A rule finds what compiles and is doubtful all the same.
        What it finds is a warning, or a remark that `--notes` shows. `talisman explain NAME` tells what is
        written here.

        A rule is switched off

        - in a template by `<!--! talisman:disable missing-alt, duplicate-id -->`: from there to the end of
          the element that the comment stands in. It is no part of the page;
        - for a folder in its `.talisman.yml`, which can also make a rule count for more or less:

          ```yaml
          rules:
            inline-handler: off        # off, remark, warning or error
            missing-alt: error
          sessionKeys: [products.foo/color, cart]
          cacheability: cacheability.json
          ```
        - for one run by `--no-rule NAME`; `--rule NAME` looks after this one alone.

        Errors cannot be switched off. Rules about the markup of pages see a page as it is written: macros
        in the places of their uses, fillers in those of slots. What only a render knows is left out: markup
        that `structure` inserts, and macros that come from variables.
        """

    private static let warningsIntroduction = """
        ### Warnings of the engine

        An application gets these too: `Template.diagnostics(of:configuration:)` lists them.

        | rule | counts as | what it finds |
        |---|---|---|

        """
}

extension String {
    /// As a cell of a table.
    fileprivate var cell: String { replacing("|", with: "\\|") }

    /// In lines of the width of articles.
    fileprivate var wrapped: String {
        var lines = [""]
        for word in split(separator: " ") {
            let line = lines[lines.count - 1]
            if !line.isEmpty, line.count + 1 + word.count > 100 { lines.append("") }
            lines[lines.count - 1] += (lines[lines.count - 1].isEmpty ? "" : " ") + word
        }
        return lines.joined(separator: "\n")
    }
}
