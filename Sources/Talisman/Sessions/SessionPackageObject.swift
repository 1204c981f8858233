// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import WebSessions

/// A package of a session as a template sees it: its keys are the members, and repeating
/// over it gives them.
///
/// Scripts can write them. It is true where it has a value.
final class SessionPackageObject: MutableTemplateObject, ObjectOfKind {
    enum Content {
        case session(SessionPackage, SessionProblems)
        case literal(LiteralSession)
    }

    let name: String
    private let content: Content

    init(name: String, content: Content) {
        self.name = name
        self.content = content
    }

    func member(_ key: String) throws -> TemplateValue? {
        switch content {
        case .literal(let session): return session[name, key]
        case .session(let package, let problems):
            switch package.lookup(key) {
            case .present(let datum): return TemplateValue(datum)
            case .absent: return nil
            case .undecodable(let error):
                problems.report(error)
                return nil
            case .notLoaded: throw notLoaded(key)
            }
        }
    }

    var memberNames: [String] {
        switch content {
        case .literal(let session): session.keys(of: name)
        case .session(let package, _): package.loadedKeys
        }
    }

    var text: String { "session:\(name)" }
    var textRemedy: String? {
        "a key of it has: request/session:\(name)/KEY; a key alone needs its package: "
            + "request/session:PACKAGE/\(name)"
    }
    var kind: String { "package '\(name)' of the session" }
    func absenceRemedy(of name: String) -> String? {
        "a key that not all sessions have needs an alternative: … | nothing"
    }

    var isTrue: Bool { !memberNames.isEmpty }

    var elements: [TemplateValue]? {
        if case .session(let package, _) = content, !package.isLoaded { return nil }
        return memberNames.map { .string($0) }
    }

    // MARK: Writing

    /// Records a value; what this request has read is replaced only if it is still there at
    /// the commit.
    func setItem(_ key: String, to value: TemplateValue) throws {
        try naming(key) { () throws(TemplateError) in
            let datum = try SessionDatum(value)
            switch content {
            case .literal(let session): session[name, key] = value
            case .session(let package, _):
                try recording { () throws(SessionError) in
                    try package.set(datum, for: key)
                }
            }
        }
    }

    func removeItem(_ key: String) throws {
        try naming(key) { () throws(TemplateError) in
            switch content {
            case .literal(let session): session[name, key] = TemplateValue?.none
            case .session(let package, _):
                try recording { () throws(SessionError) in
                    try package.remove(key)
                }
            }
        }
    }

    /// Lets the error of a write say what was written.
    private func naming(
        _ key: String,
        _ write: () throws(TemplateError) -> Void
    ) throws(TemplateError) {
        do {
            try write()
        } catch {
            throw TemplateError(
                error.code,
                "the session value \(name)/\(key) cannot be written: \(error.message)",
                notes: error.notes,
                cause: error.cause
            )
        }
    }

    /// The error of a script in the place of one of the session.
    private func recording(
        _ write: () throws(SessionError) -> Void
    ) throws(TemplateError) {
        do {
            try write()
        } catch {
            throw TemplateError(Self.code(for: error.code), error.message, cause: error)
        }
    }

    private static func code(for code: SessionErrorCode) -> TemplateError.Code {
        switch code {
        case .unencodable: .typeError
        case .tooLarge, .invalidName: .valueError
        default: .objectFailed
        }
    }

    private func notLoaded(_ key: String) -> TemplateError {
        TemplateError(
            .objectFailed,
            "the session value \(name)/\(key) was not loaded before the page was rendered",
            notes: [
                TemplateError.Note("write request/session:\(name)/\(key), so that it is foreseen")
            ]
        )
    }
}
