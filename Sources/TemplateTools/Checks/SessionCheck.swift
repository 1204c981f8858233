// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import TemplateSyntax

/// `unwritten-session-key`: keys of sessions that nobody writes.
struct SessionCheck {
    /// The keys that are written, as `package` or `package/key`; `nil` where nobody says.
    static func findings(in page: LintPage, written: Set<String>?) -> [RuleFinding] {
        guard let written else { return [] }
        var findings: [RuleFinding] = []
        page.own.tree.forEachExpression { expression in
            expression.forEachPart { part in
                guard case .walk(let walk) = part.kind else { return }
                if let found = finding(in: walk, written) { findings.append(found) }
            }
        }
        return findings
    }

    private static func finding(in walk: PathSyntax, _ written: Set<String>) -> RuleFinding? {
        for (index, step) in walk.steps.enumerated() {
            guard case .namespace(let prefix, .literal(let package)) = step.kind,
                prefix.text == "session", !written.contains(package.text)
            else { continue }
            let next = walk.steps.dropFirst(index + 1).first
            let key = next.flatMap(\.literalKey).map { "\(package.text)/\($0)" } ?? package.text
            guard !written.contains(key) else { continue }
            let isPackageKnown = written.contains { $0.hasPrefix("\(package.text)/") }
            // Whoever uses the package itself may ask for any key of it.
            if next?.literalKey == nil, isPackageKnown { continue }
            let names = TemplateError.Note.nearest(key, among: written.sorted())
            return RuleFinding(
                rule: .unwrittenSessionKey,
                message: "nobody writes '\(key)' of the session",
                range: isPackageKnown ? next?.range ?? package.range : package.range,
                notes: names.isEmpty
                    ? [.init("'sessionKeys' of .talisman.yml lists what is")] : names
            )
        }
        return nil
    }
}
