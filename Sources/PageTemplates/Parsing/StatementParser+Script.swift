extension StatementParser {
    /// The statements that say what stands in the place of a script, or of the
    /// tags that are not written.
    private static let ruledOut: [(statement: TALStatement, onlyForElements: Bool)] = [
        (.content, false), (.replace, false), (.attributes, true), (.omitTag, true),
    ]

    /// Refuses what makes no sense together with a script.
    func checkScript() throws(TemplateError) {
        guard let script = statements.script else { return }
        let place = firstPlace(of: .script) ?? script.language
        guard ScriptText.languages.contains(source.text(script.language).lowercased()) else {
            throw error(
                .unsupportedStatement,
                "scripts in '\(source.text(script.language))' are not available",
                at: script.language,
                notes: [TemplateError.Note("the language of scripts is 'server-python'")]
            )
        }
        if isVoid {
            let message = "'tal:script' on an element that has no content"
            throw error(.misplacedStatement, message, at: place)
        }
        for (statement, onlyForElements) in Self.ruledOut
        where script.isElement || !onlyForElements {
            guard let other = firstPlace(of: statement) else { continue }
            throw conflict("'tal:\(statement.rawValue)'", at: other, place)
        }
        if let use = statements.macros?.useMacro ?? statements.macros?.extendMacro {
            throw conflict("the use of a macro", at: use.range, place)
        }
        if let translate = statements.translation?.translate {
            throw conflict("'i18n:translate'", at: translate.range, place)
        }
    }

    private func conflict(
        _ name: String,
        at other: Range<Int>,
        _ script: Range<Int>
    ) -> TemplateError {
        error(
            .conflictingStatements,
            "\(name) on an element whose content is a script",
            at: other,
            notes: [note("the script is here", at: script)]
        )
    }
}
