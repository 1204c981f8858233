// SPDX-License-Identifier: Apache-2.0

import Foundation
import PageTemplates
import Testing

@testable import TemplateTools

/// A conversation with a server, its time included.
@Suite struct LanguageSessionTests {
    /// A session that is begun, with what it has sent.
    private final class Conversation {
        let project: MemoryProject
        let session: LanguageSession
        var now = ContinuousClock.Instant.now

        init(_ files: [String: String], isBegun: Bool = true) {
            let sink = Sink()
            project = MemoryProject(files)
            session = LanguageSession(project, RuleChoice(), version: "1") {
                sink.messages.append($0)
            }
            self.sink = sink
            guard isBegun else { return }
            say("initialize", ["capabilities": [:]], id: 0)
            wait(.zero)
        }

        private final class Sink {
            var messages: [Data] = []
        }

        private let sink: Sink

        func data(_ method: String, _ parameters: Any, id: Int? = nil) -> Data {
            var message: [String: Any] = ["method": method, "params": parameters]
            if let id { message["id"] = id }
            return (try? JSONSerialization.data(withJSONObject: message)) ?? Data()
        }

        func say(_ method: String, _ parameters: Any, id: Int? = nil) {
            session.receive([data(method, parameters, id: id)], at: now)
        }

        /// What was sent since somebody asked.
        func answers() -> [[String: Any]] {
            defer { sink.messages = [] }
            return sink.messages.compactMap {
                (try? JSONSerialization.jsonObject(with: $0)) as? [String: Any]
            }
        }

        /// Does what is due some time later.
        func wait(_ duration: Duration) {
            now += duration
            for _ in 0..<100 where session.nextWork(at: now).map({ $0 <= now }) ?? false {
                session.work(at: now)
            }
        }

        func open(_ path: String, _ text: String) {
            say(
                "textDocument/didOpen",
                ["textDocument": ["uri": "file:///site/\(path)", "version": 1, "text": text]]
            )
        }

        func replace(_ path: String, _ text: String, _ version: Int) {
            say(
                "textDocument/didChange",
                [
                    "textDocument": ["uri": "file:///site/\(path)", "version": version],
                    "contentChanges": [["text": text]],
                ]
            )
        }

        /// The versions and codes of diagnostics that were sent.
        func published() -> [String] {
            answers().compactMap { message in
                guard message["method"] as? String == "textDocument/publishDiagnostics",
                    let parameters = message["params"] as? [String: Any],
                    let found = parameters["diagnostics"] as? [[String: Any]]
                else { return nil }
                let codes = found.compactMap { $0["code"] as? String }.joined(separator: ",")
                return "\(parameters["version"] as? Int ?? 0) \(codes)"
            }
        }
    }

    private static func codes(_ answers: [[String: Any]]) -> [Int?] {
        answers.map { ($0["error"] as? [String: Any])?["code"] as? Int }
    }

    @Test func waitsUntilTheTextRests() {
        let talk = Conversation(["page.html": "<p>x</p>"])
        _ = talk.answers()
        talk.open("page.html", "<p tal:contents=\"x\">x</p>")
        talk.wait(.zero)
        #expect(talk.published() == ["1 unknown-statement"])
        talk.replace("page.html", "<p tal:content=\"x//\">x</p>", 2)
        talk.wait(.milliseconds(100))
        #expect(talk.published().isEmpty)
        talk.replace("page.html", "<p tal:content=\"x\">x</p>", 3)
        talk.wait(.milliseconds(100))
        #expect(talk.published().isEmpty)
        talk.wait(.milliseconds(60))
        #expect(talk.published() == ["3 "])
        #expect(talk.session.nextWork(at: talk.now) == nil)
    }

    @Test func looksAtATextOnce() {
        let talk = Conversation(["page.html": "<p>x</p>"])
        talk.open("page.html", "<p tal:content=\"x\">x</p>")
        talk.wait(.zero)
        let looks = talk.project.looks
        let place: [String: Any] = [
            "textDocument": ["uri": "file:///site/page.html"],
            "position": ["line": 0, "character": 16],
        ]
        for id in 1..<5 { talk.say("textDocument/completion", place, id: id) }
        #expect(talk.project.looks == looks)
    }

    @Test func answersWhatIsCancelledWithThat() {
        let talk = Conversation(["page.html": "<p>x</p>"])
        _ = talk.answers()
        let place: [String: Any] = [
            "textDocument": ["uri": "file:///site/page.html"],
            "position": ["line": 0, "character": 1],
        ]
        talk.session.receive(
            [
                talk.data("textDocument/hover", place, id: 5),
                talk.data("textDocument/hover", place, id: 6),
                talk.data("$/cancelRequest", ["id": 5]),
            ],
            at: talk.now
        )
        #expect(Self.codes(talk.answers()) == [-32800, nil])
    }

    @Test func beginsAndEndsInOrder() {
        let talk = Conversation([:], isBegun: false)
        talk.say("textDocument/hover", [:], id: 1)
        talk.say("initialize", ["capabilities": [:]], id: 2)
        talk.say("initialize", ["capabilities": [:]], id: 3)
        talk.say("shutdown", [:], id: 4)
        talk.say("textDocument/hover", [:], id: 5)
        #expect(Self.codes(talk.answers()) == [-32002, nil, -32600, nil, -32600])
        #expect(talk.session.exitStatus == nil)
        talk.say("exit", [:])
        #expect(talk.session.exitStatus == 0)
    }

    @Test func isUnhappyWithoutAShutdown() {
        let talk = Conversation([:])
        talk.say("exit", [:])
        #expect(talk.session.exitStatus == 1)
    }

    @Test func readsALargeProjectAFewTemplatesAtATime() {
        let names = (0..<50).map { "\($0).html" }
        let files = Dictionary(uniqueKeysWithValues: names.map { ($0, "<p>${x}</p>") })
        let talk = Conversation(files, isBegun: false)
        talk.say("initialize", ["capabilities": [:]], id: 0)
        talk.session.work(at: talk.now)
        #expect((1...25).contains(talk.project.looks))
        talk.wait(.zero)
        #expect(talk.project.looks == 50)
    }
}
