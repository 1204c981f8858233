// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import PageTemplates
import WebSessions

/// What is shown of an error to the developer who fixes it.
struct Report {
    struct Fact {
        let name: String
        let text: String
    }

    let kind: String
    let code: String
    let message: String
    let place: String?
    let excerpt: [String]
    let facts: [Fact]
    /// All of it in one text, and the other errors of a template that does not compile.
    let text: String

    init(_ error: any Error) {
        switch error {
        case let error as TemplateError: self.init(error)
        case let error as SessionError: self.init(error)
        default: self.init(other: error)
        }
    }

    /// Whether developers see an error that is answered with a status: a failure, and what a
    /// client is told although the program may have done it.
    static func isFor(_ error: any Error, _ status: HTTPResponse.Status) -> Bool {
        switch error {
        case is TemplateError: true
        case let error as SessionError: status.code >= 500 || error.code.mayBeOfTheProgram
        default: status.code >= 500
        }
    }

    private init(_ error: TemplateError) {
        kind = "Template error"
        code = error.code.rawValue
        message = error.message
        place = error.location?.description
        excerpt = error.excerpt?.lines ?? []
        var facts = error.notes.map { note in
            Fact(name: note.location?.description ?? "Note", text: note.message)
        }
        if let cause = error.cause { facts.append(Fact(name: "Caused by", text: "\(cause)")) }
        self.facts = facts
        text = ([error] + error.further).map(\.description).joined(separator: "\n\n")
    }

    private init(_ error: SessionError) {
        kind = "Session error"
        code = error.code.rawValue
        message = error.message
        place = nil
        excerpt = []
        let facts = [
            ("Package", error.package), ("Key", error.key), ("Store", error.store),
            ("Cause", error.cause), ("What to do", error.code.advice),
        ]
        self.facts = facts.compactMap { name, text in text.map { Fact(name: name, text: $0) } }
        text = error.description
    }

    private init(other error: any Error) {
        kind = "Error"
        code = "\(type(of: error))"
        message = (error as? any ReportedError)?.message ?? "the handler failed"
        place = nil
        excerpt = []
        facts = []
        text = "\(error)"
    }
}
