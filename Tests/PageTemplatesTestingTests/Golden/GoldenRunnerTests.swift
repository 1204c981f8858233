// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import PageTemplatesTesting
import TestSupport
import Testing

/// Stands for the engine: copies the template and adds the variables, and fails
/// where the template says `fail`.
private func render(_ golden: GoldenCase) throws -> [UInt8] {
    let template = String(decoding: try golden.template(), as: UTF8.self)
    if template.hasPrefix("fail") { throw TemplateError(.stringLimit, "too long") }
    let data = try golden.data()
    return Array((data.isTrue ? template + data.textForm : template).utf8)
}

@Suite struct GoldenRunnerTests {
    private func failures(
        _ files: [String: String],
        recording: GoldenRecording = .never
    ) throws -> [String: GoldenFailure.Reason] {
        let folder = try TemporaryFolder(files)
        return run(in: folder, recording: recording).mapValues(\.reason)
    }

    private func run(
        in folder: TemporaryFolder,
        recording: GoldenRecording = .never
    ) -> [String: GoldenFailure] {
        let cases = GoldenCases(directory: folder.path, recording: recording)
        var failures: [String: GoldenFailure] = [:]
        for golden in cases.all {
            do {
                try cases.run(golden, render: render)
            } catch {
                failures[golden.name] = error
            }
        }
        return failures
    }

    static let passing: [[String: String]] = [
        ["a/b.html": "x", "a/b.expected.html": "x"],
        ["a/b.xml": "x", "a/b.expected.xml": "x"],
        ["b.html": "x", "b.expected.html": "x", "b.xml": "y", "b.expected.xml": "y"],
        ["a/b.html": "x", "a/b.json": #"{"k": 1}"#, "a/b.expected.html": "x{'k': 1}"],
        ["a/b.html": "\r\n\t ", "a/b.expected.html": "\r\n\t "],
        [
            "a/error-b.html": "fail",
            "a/error-b.expected.txt": "error: too long [string-limit]\n",
        ],
        [
            "b.html": "x", "b.expected.html": "x", "_layout.html": "", "_parts/a.html": "",
            ".c.html": "",
        ],
        ["b.html": "x", "b.expected.html": "x", "README.md": ""],
    ]

    @Test(arguments: passing) func passes(files: [String: String]) throws {
        #expect(try failures(files).isEmpty)
    }

    static let failing: [([String: String], GoldenFailure.Reason)] = [
        (["a/b.html": "x", "a/b.expected.html": "y"], .mismatch),
        (["a/b.html": "x", "a/b.expected.html": "x\n"], .mismatch),
        (["a/b.html": "x\n", "a/b.expected.html": "x\r\n"], .mismatch),
        (["a/b.html": "fail", "a/b.expected.html": "x"], .failed),
        (["a/b.html": "x", "a/b.json": "{", "a/b.expected.html": "x"], .failed),
        (["a/error-b.html": "x", "a/error-b.expected.txt": "x"], .didNotFail),
        (["a/error-b.html": "fail", "a/error-b.expected.txt": "error"], .mismatch),
        (
            [
                "a/error-b.html": "fail",
                "a/error-b.expected.txt": "error: too long [string-limit]",
            ], .mismatch
        ),
        (["a/b.html": "x"], .expectationMissing),
        (["a/error-b.html": "fail"], .expectationMissing),
        (["a/b.expected.html": "x"], .misplaced),
        (["a/b.json": "{}"], .misplaced),
        (["README.md": ""], .misplaced),
        ([:], .misplaced),
    ]

    @Test(arguments: failing)
    func fails(files: [String: String], reason: GoldenFailure.Reason) throws {
        #expect(try Array(failures(files).values) == [reason])
    }

    static let strays = [
        "b.expected.xml": "b.expected.xml has no template",
        "b.expected.txt": "b.expected.txt has no template",
        "c.expected.html": "c.expected.html has no template",
        "c.json": "c.json has no template",
    ]

    @Test(arguments: strays) func namesStrayFiles(file: String, details: String) throws {
        let folder = try TemporaryFolder(["b.html": "x", "b.expected.html": "x", file: ""])
        let failures = run(in: folder)
        #expect(failures.values.map(\.reason) == [.misplaced])
        #expect(failures.values.map(\.details) == [details])
    }

    @Test func failsWithoutTheFolder() {
        let cases = GoldenCases(directory: "no-such-folder")
        #expect(cases.all.count == 1)
        for golden in cases.all {
            #expect(throws: GoldenFailure.self) { try cases.run(golden, render: render) }
        }
    }

    @Test func listsCasesByName() throws {
        let folder = try TemporaryFolder([
            "b/a.html": "", "a/c.xml": "", "a/b.html": "", "c/error-a.txt": "", "c/b.txt": "",
            "c/b.expected.txt": "", "c/error-a.expected.txt": "",
        ])
        let all = GoldenCases(directory: folder.path).all
        #expect(all.map(\.name) == ["a/b", "a/c", "b/a", "c/b", "c/error-a"])
        #expect(all.map(\.mode) == [.html, .xml, .html, .text, .text])
        let names = ["a/b.html", "a/c.xml", "b/a.html", "c/b.txt", "c/error-a.txt"]
        #expect(all.map(\.templateName) == names)
    }

    @Test func reportsTheDifference() throws {
        let folder = try TemporaryFolder([
            "a/b.html": "<p>\n<b>\n</p>\n", "a/b.expected.html": "<p>\n<i>\n</p>\n",
        ])
        #expect(
            run(in: folder)["a/b"]?.description == """
                a/b: the result is not as expected
                p > i: gone <i>
                p > b: new <b>
                --- expected
                +++ result
                   1    1   <p>
                   2      - <i>
                        2 + <b>
                   3    3   </p>
                """
        )
    }

    @Test func reportsUnexpectedErrors() throws {
        let folder = try TemporaryFolder(["a/b.html": "fail", "a/b.expected.html": "x"])
        #expect(
            run(in: folder)["a/b"]?.description == """
                a/b: the template fails
                error: too long [string-limit]
                """
        )
    }

    // MARK: - Recording

    private static let files = [
        "good.html": "good", "good.expected.html": "good",
        "bad.html": "bad", "bad.expected.html": "other",
        "new.html": "new", "error-new.html": "fail",
    ]

    static let recordings: [(GoldenRecording, [String: GoldenFailure.Reason], bad: String)] = [
        (
            .missing,
            ["good": .recordingIsOn, "bad": .mismatch, "new": .recorded, "error-new": .recorded],
            "other"
        ),
        (
            .failed,
            ["good": .recordingIsOn, "bad": .recorded, "new": .recorded, "error-new": .recorded],
            "bad"
        ),
        (
            .all,
            ["good": .recorded, "bad": .recorded, "new": .recorded, "error-new": .recorded],
            "bad"
        ),
    ]

    @Test(arguments: recordings) func records(
        recording: GoldenRecording,
        reasons: [String: GoldenFailure.Reason],
        bad: String
    ) throws {
        let folder = try TemporaryFolder(Self.files)
        #expect(run(in: folder, recording: recording).mapValues(\.reason) == reasons)
        #expect(folder.text("good.expected.html") == "good")
        #expect(folder.text("bad.expected.html") == bad)
        #expect(folder.text("new.expected.html") == "new")
        #expect(folder.text("error-new.expected.txt") == "error: too long [string-limit]\n")
    }

    @Test func recordsNothingByDefault() throws {
        let folder = try TemporaryFolder(Self.files)
        #expect(Set(run(in: folder).keys) == ["bad", "new", "error-new"])
        #expect(folder.text("bad.expected.html") == "other")
        #expect(folder.text("new.expected.html") == nil)
        #expect(folder.text("error-new.expected.txt") == nil)
    }

    @Test func neverRecordsTheWrongKindOfResult() throws {
        let folder = try TemporaryFolder(["error-a.html": "x", "b.html": "fail"])
        let reasons = run(in: folder, recording: .all).mapValues(\.reason)
        #expect(reasons == ["error-a": .didNotFail, "b": .failed])
        #expect(folder.text("error-a.expected.txt") == nil)
        #expect(folder.text("b.expected.html") == nil)
    }
}
