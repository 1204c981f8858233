// SPDX-License-Identifier: Apache-2.0

extension StatementReader {
    /// Reads a METAL statement.
    mutating func add(_ statement: METALStatement, _ attribute: ReadAttribute) {
        guard check(statement, at: attribute.scanned.name) else { return }
        guard let text = value(of: attribute), !text.bytes.isEmpty else {
            report(
                .invalidStatement,
                "'metal:\(statement.rawValue)' has no value",
                at: attribute.scanned.name
            )
            return
        }
        var macros = statements.macros ?? MacroStatements()
        switch statement {
        case .defineMacro: macros.defineMacro = name(text, of: statement)
        case .extendMacro: macros.extendMacro = use(text)
        case .useMacro: macros.useMacro = use(text)
        case .defineSlot: macros.defineSlot = name(text, of: statement)
        case .fillSlot: macros.fillSlot = name(text, of: statement)
        }
        statements.macros = macros
    }

    /// Whether a statement goes with those before it.
    private mutating func check(_ statement: METALStatement, at place: Range<Int>) -> Bool {
        let excluded = combines ? statement.excludedByChameleon : statement.excluded
        for other in excluded {
            guard let first = statements.place(of: .metal, other.rawValue) else { continue }
            report(
                .conflictingStatements,
                "'metal:\(statement.rawValue)' and 'metal:\(other.rawValue)' exclude each other",
                at: place,
                notes: [.init("'metal:\(other.rawValue)' is here", at: first)]
            )
            return false
        }
        return true
    }

    /// Refuses statements that need another one, once all are known.
    mutating func checkMacros() {
        guard let base = statements.macros?.extendMacro,
            statements.place(of: .metal, METALStatement.defineMacro.rawValue) == nil
        else { return }
        if combines {
            statements.macros?.useMacro = base
            statements.macros?.extendMacro = nil
            return
        }
        report(
            .conflictingStatements,
            "'metal:extend-macro' needs 'metal:define-macro' on the same element",
            at: base.text.range
        )
        statements.macros?.extendMacro = nil
    }

    private mutating func use(_ text: SourceText) -> MacroUseSyntax {
        MacroUseSyntax(value: expressions.read(text), text: NamedSyntax(text.text, text.range))
    }

    private mutating func name(_ text: SourceText, of statement: METALStatement) -> NamedSyntax? {
        if text.bytes.isMacroName { return NamedSyntax(text.text, text.range) }
        report(
            .invalidStatement,
            "'metal:\(statement.rawValue)' needs a name of letters, digits, '-' and '_'",
            at: text.range
        )
        return nil
    }
}

extension Collection<UInt8> {
    /// Whether the bytes are the name of a macro or a slot, as in zope.tal.
    fileprivate var isMacroName: Bool {
        guard let first, first.isLetter || first == UInt8(ascii: "_") else { return false }
        return allSatisfy { $0.isNameByte || $0 == UInt8(ascii: "-") }
    }
}
