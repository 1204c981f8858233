import PageTemplates
import WebSessions

/// A package of a session as a template sees it: its keys are the members, and repeating
/// over it gives them.
///
/// It is true where it has a value.
final class SessionPackageObject: TemplateObject {
    enum Content {
        case session(SessionPackage, SessionProblems)
        case literal(TemplateMapping)
    }

    let name: String
    private let content: Content

    init(name: String, content: Content) {
        self.name = name
        self.content = content
    }

    func member(_ key: String) throws -> TemplateValue? {
        switch content {
        case .literal(let values): return values[key]
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
        case .literal(let values): values.keys
        case .session(let package, _): package.loadedKeys
        }
    }

    var text: String { "session:\(name)" }

    var isTrue: Bool { !memberNames.isEmpty }

    var elements: [TemplateValue]? {
        if case .session(let package, _) = content, !package.isLoaded { return nil }
        return memberNames.map { .string($0) }
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
