// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTypes
import Logging
import PageTemplates
import Synchronization
import TestSupport
import Testing

@testable import Talisman

/// Pages that leave in a file which places of their templates they reach.
@Suite struct CoverageRecordingTests {
    private let head = HTTPRequest(method: .get, scheme: nil, authority: nil, path: "/")
    private let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder(["pages/page.html": "<p tal:condition=\"a\">${b/c}</p>\n"])
    }

    private var path: String { "\(folder.path)/coverage.json" }

    private func pages() throws -> PageRenderer {
        try PageRenderer(folder: "\(folder.path)/pages", mode: .development, logger: logger)
            .recordingCoverage(to: path, logger: logger)
    }

    private func render(_ pages: PageRenderer, _ variables: TemplateMapping) async throws {
        _ = try await pages.page("page.html", variables, for: head, session: nil, logger: logger)
    }

    /// How often something has happened, by the file; nil where the file does not have it.
    private func hits(_ outcome: CoveragePoint.Outcome) throws -> Int? {
        let file = [UInt8](try Data(contentsOf: URL(filePath: path)))
        let recorded = try #require(try RecordedCoverage(json: file, name: path))
        let points = try #require(recorded.templates["page.html"]).hits
        return points.first { $0.key.outcome == outcome && $0.key.statement == .condition }?.value
    }

    @Test func whatIsReachedFirstIsInTheFileAtOnce() async throws {
        let pages = try pages()
        try await render(pages, ["a": false])
        #expect(try hits(.fails) == 1 && hits(.holds) == nil)
        try await render(pages, ["a": true, "b": ["c": 1]])
        #expect(try hits(.fails) == 1 && hits(.holds) == 1)
    }

    @Test func pagesThatADeveloperLooksAtCountToo() async throws {
        let pages = try pages()
        try await PageInspection(script: "").run {
            try await render(pages, ["a": true, "b": ["c": 1]])
        }
        #expect(try hits(.holds) == 1)
    }

    @Test func pagesThatFailCountToo() async throws {
        let pages = try pages()
        await #expect(throws: (any Error).self) { try await render(pages, ["a": true, "b": 1]) }
        #expect(try hits(.holds) == 1)
    }

    @Test func numbersAreWrittenWhenTheyAreAskedForOrTheRendererIsGone() async throws {
        var pages: PageRenderer? = try pages()
        for _ in 1...3 { try await render(#require(pages), ["a": false]) }
        pages?.writeCoverage()
        #expect(try hits(.fails) == 3)
        for _ in 1...2 { try await render(#require(pages), ["a": false]) }
        pages = nil
        #expect(try hits(.fails) == 5)
    }

    @Test func numbersAreWrittenOnceASecondAtMost() throws {
        let time = Mutex(ContinuousClock.now)
        let recorder = CoverageRecorder()
        var configuration = TemplateConfiguration()
        configuration.coverage = recorder
        let text = "<p tal:condition=\"a\"/>"
        let page = try Template(named: "page.html", text, configuration: configuration)
        let file = CoverageFile(path, of: recorder, logger) { time.withLock { $0 } }
        func renderAfter(_ pause: Duration) throws -> Int? {
            time.withLock { $0 += pause }
            _ = try page.render(TemplateContext(["a": false]))
            file.note()
            return try hits(.fails)
        }
        #expect(try renderAfter(.zero) == 1)
        #expect(try renderAfter(.milliseconds(999)) == 1)
        #expect(try renderAfter(.milliseconds(1)) == 3)
        #expect(try renderAfter(.milliseconds(1)) == 3)
    }

    @Test func severalRenderersShareAFile() async throws {
        await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 1...8 {
                group.addTask {
                    let pages = try self.pages()
                    for _ in 1...5 { try await render(pages, ["a": false]) }
                }
            }
        }
        #expect(try hits(.fails) == 40)
    }

    @Test func aTemplateThatChangesBeginsAnew() async throws {
        let pages = try pages()
        try await render(pages, ["a": false])
        try "<b tal:condition=\"a\">${b/c}</b>\n".write(
            toFile: "\(folder.path)/pages/page.html",
            atomically: true,
            encoding: .utf8
        )
        try await render(pages, ["a": true, "b": ["c": 1]])
        #expect(try hits(.fails) == nil && hits(.holds) == 1)
    }

    @Test func whatIsNoRecordingIsNeverReplaced() async throws {
        try "{}".write(toFile: path, atomically: true, encoding: .utf8)
        let log = LogLines()
        let library = TemplateLibrary(root: "\(folder.path)/pages", configuration: .talisman)
        let pages = PageRenderer(library).recordingCoverage(to: path, logger: log.logger)
        try await render(pages, ["a": false])
        try await render(pages, ["a": true, "b": ["c": 1]])
        #expect(folder.text("coverage.json") == "{}")
        #expect(log.all.count { $0.contains("coverage not written") } == 1)
    }

    @Test func anEmptyFileIsANewOneThatKeepsItsMode() async throws {
        try Data().write(to: URL(filePath: path))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        try await render(try pages(), ["a": false])
        #expect(try hits(.fails) == 1)
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
    }

    @Test func aLinkStaysOne() async throws {
        let other = "\(folder.path)/other.json"
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: other)
        // The file has to be there, or the link leads nowhere.
        try Data().write(to: URL(filePath: other))
        try await render(try pages(), ["a": false])
        #expect(try hits(.fails) == 1)
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: path) == other)
    }

    @Test func aFolderInThePlaceOfTheFileIsSaid() async throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        let log = LogLines()
        let library = TemplateLibrary(root: "\(folder.path)/pages", configuration: .talisman)
        let pages = PageRenderer(library).recordingCoverage(to: path, logger: log.logger)
        try await render(pages, ["a": false])
        #expect(log.all.contains { $0.contains("it is a folder") }, "\(log.all)")
    }

    @Test func aPageWaitsForNoLock() async throws {
        let pages = try pages()
        let lock = open(folder.path, O_RDONLY)
        #expect(flock(lock, LOCK_EX) == 0)
        try await render(pages, ["a": false])
        #expect(!FileManager.default.fileExists(atPath: path))
        close(lock)
        try await render(pages, ["a": false])
        #expect(try hits(.fails) == 2)
    }

    /// As of two servers, one of which has not seen the template change.
    @Test func ofAVersionThatAnotherReplacedAllIsWritten() throws {
        func server(_ text: String) throws -> (CoverageFile, (TemplateValue) throws -> Void) {
            let recorder = CoverageRecorder()
            var configuration = TemplateConfiguration()
            configuration.coverage = recorder
            let page = try Template(named: "page.html", text, configuration: configuration)
            let file = CoverageFile(path, of: recorder, logger)
            return (
                file,
                { a in
                    _ = try page.render(TemplateContext(["a": a]))
                    file.write()
                }
            )
        }
        let (old, renderOld) = try server("<p tal:condition=\"a\"/>")
        let (new, renderNew) = try server("<b tal:condition=\"a\"/>")
        try renderOld(false)
        try renderNew(true)
        #expect(try hits(.fails) == nil && hits(.holds) == 1)
        try renderOld(true)
        #expect(try hits(.fails) == 1 && hits(.holds) == 1)
        withExtendedLifetime((old, new)) {}
    }

    @Test func theEnvironmentNamesTheFile() {
        #expect(PageRenderer.coveragePath(in: ["TALISMAN_COVERAGE": "a.json"]) == "a.json")
        #expect(PageRenderer.coveragePath(in: ["TALISMAN_COVERAGE": ""]) == nil)
        #expect(PageRenderer.coveragePath(in: [:]) == nil)
    }
}
