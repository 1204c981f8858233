// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import TemplateSyntax

/// `unused-define`: local definitions that nothing uses.
struct DefinitionCheck {
    private let page: LintPage

    /// The templates that the page uses, at whatever place.
    private let others: [TemplateTrees.Entry]
    private var findings: [RuleFinding] = []

    /// Whether there are expressions that are evaluated where they are used, as macros are: they
    /// may stand anywhere in the template.
    private let keepsExpressions: Bool

    /// The words that say that any variable may be asked for by its name.
    private static let catchAll = ["CONTEXTS", "econtext", "locals", "vars"]

    static func findings(in page: LintPage) -> [RuleFinding] {
        guard !catchAll.contains(where: { page.own.words.has($0) }) else { return [] }
        let others = page.checked.others.keys.compactMap { page.entry($0) }
        var check = DefinitionCheck(page: page, others: others)
        page.own.tree.forEachElement { check.look(at: $0) }
        return check.findings
    }

    private init(page: LintPage, others: [TemplateTrees.Entry]) {
        self.page = page
        self.others = others
        keepsExpressions = page.own.words.has("defer") || page.own.words.has("lazy")
    }

    private mutating func look(at element: ElementSyntax) {
        guard let statements = element.statements, !statements.define.isEmpty,
            let statement = statements.spelled.first(where: { $0.name.text == "define" }),
            let value = element.attributes[statement.attribute].value
        else { return }
        let macros = MacroReach(of: element, page)
        for (index, clause) in statements.define.enumerated() {
            guard !clause.isGlobal, macros != .open, !clause.isDoneForItsEffect(in: page.markup),
                clause.binding.names.allSatisfy({ !$0.isUnimportant })
            else { continue }
            // What stands before the clause in the statement sees another value of the name, but
            // for expressions that are kept.
            let start = keepsExpressions ? clause.binding.range.lowerBound : value.lowerBound
            let before = start..<clause.binding.value.whole.upperBound
            let isElsewhere = macros == .known || keepsExpressions
            let scope = isElsewhere ? 0..<page.markup.bytes.count : element.range
            let isUsed = clause.binding.names.contains { name in
                page.own.words.isUsed(name.text, in: scope, outside: before, page.bindings)
                    || macros == .known && others.contains { $0.words.has(name.text) }
            }
            guard !isUsed else { continue }
            report(
                clause,
                index,
                of: statements.define,
                in: element.attributes[statement.attribute]
            )
        }
    }

    private mutating func report(
        _ clause: DefineSyntax,
        _ index: Int,
        of clauses: [DefineSyntax],
        in attribute: AttributeSyntax
    ) {
        let names = clause.binding.names.map { "'\($0.text)'" }.joined(separator: ", ")
        findings.append(
            RuleFinding(
                rule: .unusedDefine,
                message: "\(names) is defined and never used",
                range: clause.binding.range,
                notes: [.init("remove the definition, or correct the name where it is used")],
                fix: clause.binding.value.isAlwaysThere
                    ? FindingFix(
                        title: "remove the definition",
                        edits: [TextEdit(clause.removal(at: index, of: clauses, attribute), "")]
                    ) : nil
            )
        )
    }
}

/// What macros and slots in an element may know of its variables.
private enum MacroReach {
    /// There are none.
    case none

    /// All that is called is in the templates that the page refers to.
    case known

    /// Others may use them.
    case open

    init(of element: ElementSyntax, _ page: LintPage) {
        guard element.holdsMacros else {
            self = .none
            return
        }
        var reach = MacroReach.none
        [SyntaxNode.element(element)].forEachElement { element in
            let macros = element.statements?.macros
            if macros?.defineSlot != nil { reach = .open }
            guard reach != .open, let use = macros?.useMacro ?? macros?.extendMacro else { return }
            let target = page.checked.target(ofUseAt: use.text.range, in: nil)
            if case .known(_, _) = target { reach = .known } else { reach = .open }
        }
        self = reach
    }
}

extension WordIndex {
    /// Whether a word stands in a range for a value, and not where its name is bound.
    fileprivate func isUsed(
        _ word: String,
        in range: Range<Int>,
        outside other: Range<Int>,
        _ bound: Set<Int>
    ) -> Bool {
        places(of: word).contains { place in
            range.contains(place) && !other.contains(place) && !bound.contains(place)
        }
    }
}

extension NamedSyntax {
    /// Whether authors choose the name for what nobody uses.
    var isUnimportant: Bool {
        text.hasPrefix("_") || ["dummy", "ignore", "ignored", "unused"].contains(text)
    }
}

extension DefineSyntax {
    /// The methods that change something, as far as their names tell.
    private static let changes: Set = [
        "append", "add", "clear", "disable", "enable", "extend", "insert", "pop", "push", "remove",
        "set", "setdefault", "sort", "reverse", "update",
    ]

    /// How the names of others begin: `delSessionKeys`.
    private static let verbs = [
        "add", "del", "register", "remove", "reset", "save", "send", "set", "store", "update",
    ]

    /// Whether computing the value may change something, so that it is wanted for that.
    fileprivate func isDoneForItsEffect(in source: MarkupSource) -> Bool {
        switch binding.value.kind {
        case .python, .application: break
        default: return false
        }
        let text = source.text(binding.value.whole)
        guard text.contains("(") else { return false }
        let words = text.split { !($0.isLetter || $0.isNumber) }
        return words.contains { word in
            Self.changes.contains(String(word))
                || Self.verbs.contains { word.hasPrefix($0) }
        }
    }

    /// The clause with one of the semicolons around it; all of the statement, where it is alone.
    fileprivate func removal(
        at index: Int,
        of clauses: [DefineSyntax],
        _ attribute: AttributeSyntax
    ) -> Range<Int> {
        let start = (keyword ?? binding.range).lowerBound
        if clauses.count == 1 { return attribute.whole }
        if index + 1 < clauses.count {
            let next = clauses[index + 1]
            return start..<(next.keyword ?? next.binding.range).lowerBound
        }
        return clauses[index - 1].binding.value.whole.upperBound..<binding.value.whole.upperBound
    }
}
