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

    /// The paths that git does not keep and whose pages are left out; those of folders have a
    /// slash at their end.
    let foreign: Set<String>

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
        let templates = try preview.stories().templates.filter { leftOut($0.name) == nil }
        return Set(templates.flatMap { $0.queries(in: languages) })
    }

    /// The paths without pages in the report, those with templates, sorted.
    ///
    /// - Throws: As ``pages()`` does.
    func leftOut() throws -> [String] {
        Set(try new.stories().templates.compactMap { leftOut($0.name) }).sorted()
    }

    /// Which of the paths that git does not keep a template is in; `nil` for none.
    private func leftOut(_ template: String) -> String? {
        let ends = template.indices.filter { template[$0] == "/" }.map(template.index(after:))
        return (ends.map { String(template[..<$0]) } + [template]).first(where: foreign.contains)
    }

    private func compared(_ query: PreviewQuery) -> ComparedPage {
        switch (rendered(query, old), rendered(query, new)) {
        case (.failure, .failure(let failure)):
            return ComparedPage(query: query, verdict: .unrendered(failure.text))
        case (.success, .failure(let failure)):
            let causes = changedSources(of: query)
            return ComparedPage(query: query, verdict: .broken(failure.text), causes: causes)
        case (.failure, .success):
            return ComparedPage(query: query, verdict: .mended, causes: changedSources(of: query))
        case (.success(let before), .success(let after)):
            return compared(query, before, after)
        }
    }

    private func rendered(
        _ query: PreviewQuery,
        _ preview: Preview
    ) -> Result<PreviewPage, PreviewFailure> {
        Result { () throws(PreviewFailure) in try preview.page(query) }
    }

    private func compared(
        _ query: PreviewQuery,
        _ before: PreviewPage,
        _ after: PreviewPage
    ) -> ComparedPage {
        let (left, right) = (before.bytes, after.bytes)
        let mode = MarkupMode(after.mode)
        let styles = mode == .html ? changedStyles(of: PageTree(right)) : []
        var page = ComparedPage(query: query, verdict: styles.isEmpty ? .same : .restyled)
        if left != right {
            let found = mode.map { changes($0, before, after) } ?? [PageChange(text: left, right)]
            if !found.isEmpty {
                page.verdict = .changed(found)
            } else if styles.isEmpty {
                page.verdict = .invisible
            }
            page.causes = changedSources(of: query)
            if mode == .html {
                page.accessibility = accessibility(PageTree(left), PageTree(right))
            }
        }
        page.causes += styles
        return page
    }

    private func changes(
        _ mode: MarkupMode,
        _ before: PreviewPage,
        _ after: PreviewPage
    ) -> [PageChange] {
        PageDifference(
            PageTree(before.marked, mode, placesIn: before.attribute),
            PageTree(after.marked, mode, placesIn: after.attribute)
        ).changes
    }

    private func accessibility(_ before: PageTree, _ after: PageTree) -> [String] {
        let trees = [before, after].map { page in
            "\(AccessibilityTree(page))".split(separator: "\n").map(String.init)
        }
        return LineDiff(trees[0], trees[1]).signed
    }

    // MARK: - Causes

    /// The files that are different and that a page is made of.
    private func changedSources(of query: PreviewQuery) -> [String] {
        let (before, after) = (old.sources(of: query), new.sources(of: query))
        return Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }.sorted()
    }

    /// The style sheets of a page that are files of the root, and different.
    private func changedStyles(of page: PageTree) -> [String] {
        page.elements(named: "link").compactMap { link in
            let isStyle = link.value(of: "rel")?.lowercased() == "stylesheet"
            guard isStyle, let address = link.value(of: "href") else { return nil }
            let path = address.prefix { $0 != "?" && $0 != "#" }
            guard !path.contains("//") else { return nil }
            let file = String(path.drop { $0 == "/" })
            return bytes(of: file, old) == bytes(of: file, new) ? nil : file
        }
    }

    private func bytes(of file: String, _ preview: Preview) -> [UInt8]? {
        try? preview.loader.load(file).bytes
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
