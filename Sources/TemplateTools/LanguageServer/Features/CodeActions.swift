// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import TemplateSyntax

/// The changes that an editor offers for what is wrong.
struct CodeActions {
    private let template: OpenTemplate
    private let uri: String

    private static let quickFix = "quickfix"

    /// The kind of the change that mends all that can be mended safely.
    static let fixAll = "source.fixAll"

    init(_ template: OpenTemplate, uri: String) {
        self.template = template
        self.uri = uri
    }

    /// The changes for the findings in a range.
    ///
    /// - Parameters:
    ///   - range: The range.
    ///   - findings: What is wrong with the template.
    ///   - kinds: The kinds that are wanted; `nil` for all.
    /// - Returns: The changes: those that mend, then those that switch rules off.
    func actions(
        in range: Range<Int>,
        _ findings: [Finding],
        only kinds: [String]?
    ) -> [Wire.CodeAction] {
        var actions: [Wire.CodeAction] = []
        let wants = { (kind: String) in
            kinds?.contains { kind == $0 || kind.hasPrefix($0 + ".") } ?? true
        }
        if wants(Self.quickFix) {
            let here = findings.filter { finding in
                guard let place = finding.location?.byteRange else { return false }
                return place.lowerBound <= range.upperBound && range.lowerBound <= place.upperBound
            }
            actions += here.flatMap { fixes(of: $0) }
            var named: Set<String> = []
            for finding in here where finding.isOfRule && named.insert(finding.name).inserted {
                if let action = disabling(finding) { actions.append(action) }
            }
        }
        if wants(Self.fixAll), let action = fixingAll(findings) { actions.append(action) }
        return actions
    }

    /// The changes of a rule, or of the syntax where it knows what was meant.
    private func fixes(of finding: Finding) -> [Wire.CodeAction] {
        if let fix = finding.fix {
            return [action(fix.title, Self.quickFix, fix.edits, isPreferred: true)]
        }
        let meant = template.tree.diagnostics.filter { diagnostic in
            diagnostic.range == finding.location?.byteRange && diagnostic.message == finding.message
        }
        return meant.flatMap(\.fixes).map { fix in
            let edits = fix.edits.map { TextEdit($0.range, $0.text) }
            return action(fix.title, Self.quickFix, edits, isPreferred: nil)
        }
    }

    /// The comment that switches a rule off for the element around a finding.
    private func disabling(_ finding: Finding) -> Wire.CodeAction? {
        guard let place = finding.location?.byteRange.lowerBound,
            LintRule.named(finding.name) != nil
        else { return nil }
        let start = commentPlace(before: place)
        let comment = "<!--! talisman:disable \(finding.name) -->"
        return action(
            "switch '\(finding.name)' off here",
            Self.quickFix,
            [TextEdit(start..<start, comment)],
            isPreferred: nil
        )
    }

    /// Where a comment may stand before a place: before the tag of the innermost element that is
    /// in no text without markup.
    private func commentPlace(before offset: Int) -> Int {
        var start = 0
        template.tree.forEachElement { element in
            let range = element.range
            guard range.lowerBound <= offset, offset < range.upperBound else { return }
            let isInText = element.witness == .source && template.page.own.source.mode == .html
            if !isInText { start = max(start, range.lowerBound) }
        }
        return start
    }

    /// All changes that are safe and do not overlap.
    private func fixingAll(_ findings: [Finding]) -> Wire.CodeAction? {
        var edits: [TextEdit] = []
        var end = 0
        for finding in findings {
            let changes = finding.fix?.edits ?? []
            guard let start = changes.map(\.range.lowerBound).min(), start >= end else { continue }
            edits += changes
            end = changes.map(\.range.upperBound).max() ?? end
        }
        guard !edits.isEmpty else { return nil }
        return action("mend what can be changed safely", Self.fixAll, edits, isPreferred: nil)
    }

    private func action(
        _ title: String,
        _ kind: String,
        _ edits: [TextEdit],
        isPreferred: Bool?
    ) -> Wire.CodeAction {
        let changes = edits.map { edit in
            Wire.TextEdit(range: template.lines.span(of: edit.range), newText: edit.text)
        }
        return Wire.CodeAction(
            title: title,
            kind: kind,
            isPreferred: isPreferred,
            edit: Wire.WorkspaceEdit(changes: [uri: changes])
        )
    }
}
