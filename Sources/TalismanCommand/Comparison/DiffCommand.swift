// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import PageTemplates

/// `talisman diff`: what a change of templates does to pages.
struct DiffCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Tell what a change does to the pages of a repository.",
        discussion: """
            The pages of ROOT are rendered at two revisions of git, each with the data of its own, \
            as 'talisman serve' finds them, and compared element by element: text, attributes, and \
            what assistive technology is told. A page that is written otherwise and looks the same \
            has no visible change. Each change has the line of the template that makes it.

            REVISIONS are BASE..HEAD, BASE...HEAD for what HEAD has changed since it left BASE, and \
            BASE alone for the files as they are now, those left out that git is told to ignore or \
            has in another repository.
            """
    )

    @Option(
        help: ArgumentHelp("A language that pages are compared in; repeatable.", valueName: "tag")
    )
    var language: [String] = []

    @Option(help: ArgumentHelp("Write the report as a page, too.", valueName: "file"))
    var html: String?

    @Option(
        help: ArgumentHelp(
            "Write a summary in Markdown, too, as for the description of a change.",
            valueName: "file"
        )
    )
    var markdown: String?

    @Flag(
        help: """
            Take pictures of the pages that have changed, for --html: with Chromium, which has to be \
            there.
            """
    )
    var screenshots = false

    @Flag(help: "End with the status 1 where there are visible changes.")
    var exitCode = false

    @OptionGroup var stories: StoryOptions

    @Argument(help: ArgumentHelp("The revisions, BASE..HEAD or BASE.", valueName: "revisions"))
    var range: RevisionRange

    @Argument(help: "The folder of the templates.")
    var root: String

    func validate() throws {
        if screenshots, html == nil {
            throw ValidationError("--screenshots needs --html, which shows them.")
        }
    }

    func run() async throws {
        try await Diagnosis.reported { try await compare() }
    }

    private func compare() async throws {
        let repository = try Repository()
        let place = root.hasSuffix("/") ? root : root + "/"
        let catalog = stories.catalogOptions.catalog
        let paths = RevisionTree.Paths(root: place, data: stories.data, catalog: catalog)
        let head = try range.head.map { try repository.revision($0) }
        var base = try repository.revision(range.base)
        if range.startsAtMergeBase { base = try repository.mergeBase(base, head ?? "HEAD") }
        let old = try RevisionTree(base, of: repository, paths)
        defer { old.remove() }
        let new =
            try head.map { try RevisionTree($0, of: repository, paths) } ?? RevisionTree(paths)
        defer { new.remove() }
        guard [old, new].contains(where: { TemplateFile.isFolder($0.root) }) else {
            throw Diagnosis("\(root): there is no such folder at either revision", .unusableFile)
        }
        let comparer = PageComparer(
            old: preview(of: old),
            new: preview(of: new),
            languages: language.isEmpty ? [nil] : language,
            foreign: try head == nil ? repository.foreign(in: repository.path(root)) : []
        )
        var pages = try comparer.pages()
        if screenshots { pages = try await Screenshots(comparer).added(to: pages) }
        var report = DiffReport(
            pages: pages,
            base: range.base,
            head: range.head ?? "working directory"
        )
        report.leftOut = try comparer.leftOut()
        try write(report)
    }

    private func preview(of tree: RevisionTree) -> Preview {
        var parts = stories.parts(of: tree.root)
        parts.catalogs.path = tree.catalog
        parts.data = tree.data
        return Preview(parts, mark: "place")
    }

    private func write(_ report: DiffReport) throws {
        if let html { try OutputFile(html).write(DiffDocument(report: report).bytes()) }
        if let markdown { try OutputFile(markdown).write(Array(report.markdown.utf8)) }
        try StandardOutput.write(lines: report.text)
        if exitCode, !report.visible.isEmpty {
            throw ExitCode(Diagnosis.Status.wrongInput.rawValue)
        }
    }
}
