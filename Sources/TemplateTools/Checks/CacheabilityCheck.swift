// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import TemplateSyntax

/// `cacheable-page-reads-session`: pages that shared caches could keep, and no longer can.
struct CacheabilityCheck {
    private let page: LintPage
    private var findings: [RuleFinding] = []

    /// The macros that were looked at for a use, by template and name: they can use each other.
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
        let nodes = page.own.tree.children
        for range in Self.reads(in: nodes, of: page.own) { report(range, []) }
        for (use, isComputed) in uses(in: nodes, of: nil) {
            if isComputed { report(use.text.range, [.init(Self.computed)]) }
            seen = []
            if let place = read(through: use, of: nil) {
                let note = TemplateError.Note("the macro reads the session here", at: place)
                report(use.text.range, [note])
            }
        }
        // What only the engine sees, as in scripts.
        if findings.isEmpty { report(nodes.firstElementStart ?? 0..<0, []) }
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
        if let range = Self.reads(in: nodes, of: entry).first {
            return entry.source.location(of: range)
        }
        for (inner, isComputed) in uses(in: nodes, of: name) {
            if isComputed { return entry.source.location(of: inner.text.range) }
            if let place = read(through: inner, of: name) { return place }
        }
        return nil
    }

    // MARK: - Expressions

    /// The steps of paths that read the session, and the Python that has such a path.
    private static func reads(
        in nodes: [SyntaxNode],
        of entry: TemplateTrees.Entry
    ) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        nodes.forEachExpression { expression in
            expression.forEachPart { part in
                switch part.kind {
                case .walk(let walk):
                    ranges += walk.steps.filter(\.readsSession).map(\.range)
                case .python:
                    let text = entry.source.markup.bytes[part.range]
                    if namesSession(String(decoding: text, as: UTF8.self)) {
                        ranges.append(part.range)
                    }
                default:
                    break
                }
            }
        }
        return ranges
    }

    /// Whether a path in the text of an expression reads the session.
    private static func namesSession(_ text: String) -> Bool {
        CacheabilityRecord.namespaces.contains { text.contains("/\($0):") }
    }
}

extension StepSyntax {
    fileprivate var readsSession: Bool {
        guard case .namespace(let prefix, _) = kind else { return false }
        return CacheabilityRecord.namespaces.contains(prefix.text)
    }
}

extension [SyntaxNode] {
    /// Where the start tag of the first element begins.
    fileprivate var firstElementStart: Range<Int>? {
        for case .element(let element) in self {
            return element.startTag.lowerBound..<element.name.upperBound
        }
        return nil
    }
}
