// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import TemplateSyntax

/// `cacheable-page-reads-session`: pages that shared caches could keep, and no longer can.
struct CacheabilityCheck {
    private let page: LintPage
    private var findings: [RuleFinding] = []

    /// The macros that were looked at, by template and name: they can use each other.
    private var seen: Set<String> = []

    /// What reads the session in a page.
    ///
    /// - Parameters:
    ///   - page: The page.
    ///   - wasCacheable: Whether it read nothing of the session when that was recorded.
    /// - Returns: The findings, those of the page before those of its macros; none where it reads
    ///   nothing of the session now, or did so before.
    static func findings(in page: LintPage, wasCacheable: Bool) -> [RuleFinding] {
        guard wasCacheable, let reads = page.checked.template?.reads,
            CacheabilityRecord.readsSession(reads)
        else { return [] }
        var check = CacheabilityCheck(page)
        check.look()
        return check.findings
    }

    private init(_ page: LintPage) {
        self.page = page
    }

    private mutating func look() {
        for range in Self.reads(in: page.own.tree.children) { report(range, []) }
        for (use, isComputed) in uses(in: page.own.tree.children, of: nil) {
            if isComputed { report(use.text.range, [.init(Self.computed)]) }
            if let place = read(through: use, of: nil) {
                let note = TemplateError.Note("the macro reads the session here", at: place)
                report(use.text.range, [note])
            }
        }
        // What only the engine sees, as in scripts.
        if findings.isEmpty,
            case .element(let first)? = page.own.tree.children.first(where: \.isElement)
        {
            report(first.startTag.lowerBound..<first.name.upperBound, [])
        }
    }

    private static let computed =
        "only a render knows the macro, which may read anything of the session"

    private mutating func report(_ range: Range<Int>, _ notes: [TemplateError.Note]) {
        let remedy = TemplateError.Note(
            "load it by a request of its own, or record the pages anew with --record-cacheability"
        )
        findings.append(
            RuleFinding(
                rule: .cacheablePageReadsSession,
                message: "the page reads the session, and could be kept by shared caches before",
                range: range,
                notes: notes + [remedy]
            )
        )
    }

    // MARK: - Macros

    /// The uses of macros, and whether only a render knows which one is used.
    private func uses(
        in nodes: [SyntaxNode],
        of file: String?
    ) -> [(use: MacroUseSyntax, isComputed: Bool)] {
        var uses: [(MacroUseSyntax, Bool)] = []
        nodes.forEachElement { element in
            let macros = element.statements?.macros
            guard let use = macros?.useMacro ?? macros?.extendMacro else { return }
            let target = page.checked.target(ofUseAt: use.text.range, in: file)
            if case .computed = target {
                uses.append((use, true))
            } else {
                uses.append((use, false))
            }
        }
        return uses
    }

    /// Where a macro of another template reads the session, itself or by others that it uses.
    private mutating func read(
        through use: MacroUseSyntax,
        of file: String?
    ) -> TemplateLocation? {
        guard
            case .known(let name, let macro) = page.checked.target(
                ofUseAt: use.text.range,
                in: file
            ),
            let entry = page.entry(name), entry !== page.own,
            seen.insert("\(name)\n\(macro ?? "")").inserted
        else { return nil }
        var nodes = entry.tree.children
        if let macro {
            guard let element = entry.macros[macro] else { return nil }
            nodes = [.element(element)]
        }
        if let range = Self.reads(in: nodes).first { return entry.source.location(of: range) }
        for (inner, isComputed) in uses(in: nodes, of: name) {
            if isComputed { return entry.source.location(of: inner.text.range) }
            if let place = read(through: inner, of: name) { return place }
        }
        return nil
    }

    // MARK: - Expressions

    /// The steps of paths that read the session.
    private static func reads(in nodes: [SyntaxNode]) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        nodes.forEachExpression { expression in
            expression.forEachPart { part in
                guard case .walk(let walk) = part.kind else { return }
                for step in walk.steps {
                    guard case .namespace(let prefix, _) = step.kind,
                        CacheabilityRecord.namespaces.contains(prefix.text)
                    else { continue }
                    ranges.append(step.range)
                }
            }
        }
        return ranges
    }
}

extension SyntaxNode {
    fileprivate var isElement: Bool {
        if case .element = self { true } else { false }
    }
}
