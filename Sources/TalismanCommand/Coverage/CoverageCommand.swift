// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import PageTemplates
import TemplateTools

/// `talisman coverage`: which places of templates pages reach.
struct CoverageCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "coverage",
        abstract: "Tell which places of templates sample data and tests reach.",
        discussion: """
            The pages of ROOT are rendered with their data, as 'talisman diff' does, and counted is \
            which statements ran, how conditions, loops, error handlers and slots went, and which \
            alternatives of expressions gave their values. Macros count in their own files.

            --recorded adds what an application or its tests have reached: files of \
            'recordingCoverage(to:)', or of the environment variable TALISMAN_COVERAGE.

            The exit status is 1 where a page does not render, or less is reached than --minimum \
            says, and 2 where there is no template.
            """
    )

    @Option(
        help: ArgumentHelp("A language that pages are rendered in; repeatable.", valueName: "tag")
    )
    var language: [String] = []

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("What an application has recorded.", valueName: "file")
    )
    var recorded: [String] = []

    @Option(help: "How the report is written.")
    var format = Format.text

    @Option(
        help: ArgumentHelp("Write the report to a file, not to the output.", valueName: "file")
    )
    var output: String?

    @Option(
        help: ArgumentHelp(
            "End with the status 1 where less than this is reached, of all together.",
            valueName: "percent"
        )
    )
    var minimum: Double?

    @OptionGroup var stories: StoryOptions

    @Argument(help: "The folder of the templates.")
    var root: String

    /// The values of `--format`.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text
        case lcov
        case html
    }

    func validate() throws {
        if let minimum, !(0...100).contains(minimum) {
            throw ValidationError("--minimum is a percentage, from 0 to 100.")
        }
    }

    func run() throws {
        try Diagnosis.reporting { try cover() }
    }

    private func cover() throws {
        guard TemplateFile.isFolder(root) else {
            throw Diagnosis("\(root): there is no such folder", .unusableFile)
        }
        try stories.requireData()
        let recorder = CoverageRecorder()
        var parts = stories.parts(of: root)
        parts.coverage = recorder
        let preview = Preview(parts, mark: "place")
        let run = CoverageRun(
            preview: preview,
            recorder: recorder,
            languages: language.isEmpty ? [nil] : language,
            recorded: try recorded.map(Self.recording)
        )
        guard let result = try run.result() else {
            throw Diagnosis("\(root): there is no template", .unusableFile)
        }
        try write(result.report, parts.root, preview.loader)
        try tell(result)
    }

    private static func recording(_ path: String) throws -> RecordedCoverage {
        let bytes = try InputFile(path).bytes()
        guard let recording = try RecordedCoverage(json: bytes, name: path) else {
            throw Diagnosis("\(path): is no recording of coverage")
        }
        return recording
    }

    private func write(
        _ report: CoverageReport,
        _ place: String,
        _ loader: FileTemplateLoader
    ) throws {
        let bytes: [UInt8]
        switch format {
        case .text:
            let lines = report.text.map { TerminalText.shownWithTabs($0) + "\n" }
            bytes = Array(lines.joined().utf8)
        case .lcov:
            bytes = Array(report.lcov { place + $0 }.utf8)
        case .html:
            bytes = try CoverageDocument(report: report, root: root) { name in
                let bytes = try? loader.load(name).bytes
                return bytes.flatMap { try? TemplateSource(name: name, bytes: $0) }
            }.bytes()
        }
        if let output {
            try OutputFile(output).write(bytes)
        } else {
            try StandardOutput.write(Data(bytes))
        }
    }

    /// Tells what is left out and what is wrong.
    ///
    /// - Throws: The exit status, where something is wrong.
    private func tell(_ result: CoverageRun.Result) throws {
        var lines = result.report.changed.map {
            "\($0): left out of what is recorded, for it has changed since"
        }
        lines += result.report.unknown.map {
            "\($0): left out of what is recorded, for it is not in \(root)"
        }
        if format == .lcov {
            lines += result.report.unrecordable.map {
                "\($0): left out, for LCOV has no such names"
            }
        }
        for failure in result.failures {
            lines.append("\(failure.query.title): does not render")
            lines += failure.text.split(separator: "\n").map(String.init)
        }
        for line in lines { StandardError.write(TerminalText.shownWithTabs(line)) }
        let reached = result.report.ratio()
        let isLess = minimum.map { Double(reached.reached) * 100 < $0 * Double(reached.total) }
        if isLess == true {
            StandardError.write("\(reached.percent) is reached, and --minimum wants more")
        }
        guard result.failures.isEmpty, isLess != true else {
            throw ExitCode(Diagnosis.Status.wrongInput.rawValue)
        }
    }
}
