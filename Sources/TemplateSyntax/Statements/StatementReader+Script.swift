// SPDX-License-Identifier: Apache-2.0

extension StatementReader {
    /// The spellings of the one language that there is.
    private static let languages: Set<String> = ["server-python", "text/server-python"]

    private static let typePrefix = "text/server-"

    /// Whether the `type` of a `<script>` is one that runs on the server.
    static func isServerScript(_ type: String) -> Bool {
        type.lowercased().hasPrefix(typePrefix)
    }

    /// The statements that say what stands in the place of a script, or of the
    /// tags that are not written.
    private static let ruledOut: [(statement: TALStatement, onlyForElements: Bool)] = [
        (.content, false), (.replace, false), (.attributes, true), (.omitTag, true),
    ]

    /// Refuses what makes no sense together with a script.
    mutating func checkScript() {
        guard let script = statements.script else { return }
        let place = place(of: .script) ?? script.language
        guard Self.languages.contains(source.text(script.language).lowercased()) else {
            report(
                .unsupportedStatement,
                "scripts in '\(source.text(script.language))' are not available",
                at: script.language,
                notes: [.init("the language of scripts is 'server-python'")]
            )
            return
        }
        if isVoid {
            let message = "'tal:script' on an element that has no content"
            return report(.misplacedStatement, message, at: place)
        }
        for (statement, onlyForElements) in Self.ruledOut
        where script.isElement || !onlyForElements {
            guard let other = self.place(of: statement) else { continue }
            reportConflict("'tal:\(statement.rawValue)'", at: other, place)
        }
        if let use = statements.macros?.useMacro ?? statements.macros?.extendMacro {
            reportConflict("the use of a macro", at: use.text.range, place)
        }
        if let translate = statements.translation?.translate {
            reportConflict("'i18n:translate'", at: translate.range, place)
        }
    }

    private mutating func reportConflict(
        _ name: String,
        at other: Range<Int>,
        _ script: Range<Int>
    ) {
        report(
            .conflictingStatements,
            "\(name) on an element whose content is a script",
            at: other,
            notes: [.init("the script is here", at: script)]
        )
    }
}
