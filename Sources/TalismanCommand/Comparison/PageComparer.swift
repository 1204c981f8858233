// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import PageTemplatesTesting
import TemplateSyntax

/// Renders the pages of two revisions and compares them.
struct PageComparer {
    let old: Preview
    let new: Preview

    /// The languages of the pages; `nil` for that of the source.
    let languages: [String?]

    /// All pages that one of the revisions has, in the order of their names.
    ///
    /// - Throws: `TemplateError` or `Diagnosis` for a manifest or a catalog that is none.
    func pages() throws -> [ComparedPage] {
        let (before, after) = (try stories(of: old), try stories(of: new))
        return before.union(after).sorted { $0.order < $1.order }.map { query in
            switch (before.contains(query), after.contains(query)) {
            case (true, false): ComparedPage(query: query, verdict: .removed)
            case (false, true): ComparedPage(query: query, verdict: .added)
            default: compared(query)
            }
        }
    }

    private func stories(of preview: Preview) throws -> Set<PreviewQuery> {
        var queries: Set<PreviewQuery> = []
        for template in try preview.stories().templates {
            let samples: [String?] = template.samples.isEmpty ? [nil] : template.samples
            for sample in samples {
                for language in languages {
                    queries.insert(
                        PreviewQuery(
                            template: template.name,
                            language: language,
                            sample: sample
                        )
                    )
                }
            }
        }
        return queries
    }

    private func compared(_ query: PreviewQuery) -> ComparedPage {
        let (before, after) = (rendered(query, old), rendered(query, new))
        var page = ComparedPage(query: query, verdict: verdict(before, after))
        switch page.verdict {
        case .same, .unrendered: return page
        default: break
        }
        page.causes = causes(of: query)
        if case .success(let before) = before, case .success(let after) = after {
            page.accessibility = accessibility(before, after)
        }
        return page
    }

    private func rendered(
        _ query: PreviewQuery,
        _ preview: Preview
    ) -> Result<PreviewPage, PreviewFailure> {
        Result { () throws(PreviewFailure) in try preview.page(query) }
    }

    private func verdict(
        _ before: Result<PreviewPage, PreviewFailure>,
        _ after: Result<PreviewPage, PreviewFailure>
    ) -> ComparedPage.Verdict {
        switch (before, after) {
        case (.failure, .failure(let failure)): return .unrendered(failure.text)
        case (.success, .failure(let failure)): return .broken(failure.text)
        case (.failure, .success): return .mended
        case (.success(let before), .success(let after)): return verdict(before, after)
        }
    }

    private func verdict(_ before: PreviewPage, _ after: PreviewPage) -> ComparedPage.Verdict {
        let (left, right) = (before.bytes, after.bytes)
        guard left != right else { return isRestyled(after) ? .restyled : .same }
        guard let mode = MarkupMode(after.mode) else {
            return .changed([PageChange(text: left, right)])
        }
        let difference = PageDifference(
            PageTree(before.marked, mode, placesIn: before.attribute),
            PageTree(after.marked, mode, placesIn: after.attribute)
        )
        if !difference.changes.isEmpty { return .changed(difference.changes) }
        return isRestyled(after) ? .restyled : .invisible
    }

    private func accessibility(_ before: PreviewPage, _ after: PreviewPage) -> [String] {
        guard after.mode == .html else { return [] }
        let trees = [before, after].map { page in
            "\(AccessibilityTree(PageTree(page.bytes)))".split(separator: "\n").map(String.init)
        }
        return LineDiff(trees[0], trees[1]).signed
    }

    // MARK: - Causes

    /// The files that are different and that a page is made of.
    private func causes(of query: PreviewQuery) -> [String] {
        let (before, after) = (old.sources(of: query), new.sources(of: query))
        let names = Set(before.keys).union(after.keys)
        var causes = names.filter { before[$0] != after[$0] }.sorted()
        if case .success(let page) = rendered(query, new) {
            causes += styles(of: page).filter(isDifferent)
        }
        return causes
    }

    private func isRestyled(_ page: PreviewPage) -> Bool {
        styles(of: page).contains(where: isDifferent)
    }

    private func isDifferent(_ file: String) -> Bool {
        let bytes = [old, new].map { try? $0.loader.load(file).bytes }
        return bytes[0] != bytes[1]
    }

    /// The style sheets of a page that are files of the root.
    private func styles(of page: PreviewPage) -> [String] {
        guard page.mode == .html else { return [] }
        return PageTree(page.bytes).elements(named: "link").compactMap { link in
            let isStyle = link.value(of: "rel")?.lowercased() == "stylesheet"
            guard isStyle, let address = link.value(of: "href") else { return nil }
            let path = address.prefix { $0 != "?" && $0 != "#" }
            return path.contains("//") ? nil : String(path.drop { $0 == "/" })
        }
    }
}

extension PreviewQuery {
    /// By template, sample and language.
    fileprivate var order: String { "\(template)\0\(sample ?? "")\0\(language ?? "")" }
}

extension MarkupMode {
    fileprivate init?(_ mode: TemplateMode) {
        switch mode {
        case .html: self = .html
        case .xml: self = .xml
        case .text: return nil
        }
    }
}
