extension StatementParser {
    /// Reads a METAL statement.
    mutating func add(
        _ statement: METALStatement,
        _ attribute: ScannedAttribute
    ) throws(TemplateError) {
        let text = attribute.value.map { AttributeText(source: source).resolve($0).trimmingSpace() }
        guard let text, !text.bytes.isEmpty else {
            throw error(
                .invalidStatement,
                "'metal:\(statement.rawValue)' has no value",
                at: attribute.name
            )
        }
        var macros = statements.macros ?? MacroStatements()
        switch statement {
        case .defineMacro: macros.defineMacro = try name(text, of: statement)
        case .extendMacro: macros.extendMacro = text
        case .useMacro: macros.useMacro = text
        case .defineSlot: macros.defineSlot = try name(text, of: statement)
        case .fillSlot: macros.fillSlot = try name(text, of: statement)
        }
        statements.macros = macros
    }

    /// Refuses statements that exclude each other.
    func checkCombination(
        _ statement: METALStatement,
        at place: Range<Int>
    ) throws(TemplateError) {
        for other in statement.excluded {
            guard let first = firstPlace(of: other) else { continue }
            throw error(
                .conflictingStatements,
                "'metal:\(statement.rawValue)' and 'metal:\(other.rawValue)' exclude each other",
                at: place,
                notes: [note("'metal:\(other.rawValue)' is here", at: first)]
            )
        }
    }

    /// Refuses statements that need another one, once all are known.
    func checkMacros() throws(TemplateError) {
        guard let macros = statements.macros, let base = macros.extendMacro else { return }
        guard macros.defineMacro == nil else { return }
        throw error(
            .conflictingStatements,
            "'metal:extend-macro' needs 'metal:define-macro' on the same element",
            at: base.range
        )
    }

    private func name(
        _ text: ExpressionText,
        of statement: METALStatement
    ) throws(TemplateError) -> MacroStatements.NamedPlace {
        guard text.bytes.isMacroName else {
            throw error(
                .invalidStatement,
                "'metal:\(statement.rawValue)' needs a name of letters, digits, '-' and '_'",
                at: text.range
            )
        }
        return .init(name: text.text, range: text.range)
    }
}

extension Collection<UInt8> {
    /// Whether the bytes are the name of a macro or a slot, as in zope.tal.
    fileprivate var isMacroName: Bool {
        guard let first, first.isLetter || first == UInt8(ascii: "_") else { return false }
        return allSatisfy { $0.isNameByte || $0 == UInt8(ascii: "-") }
    }
}
