import PageTemplates
import Synchronization

/// The packages of a session that nothing stores, for tools and tests: what
/// scripts write lasts as long as the request.
final class LiteralSession: Sendable {
    private let packages: Mutex<[String: [String: TemplateValue]]>

    init(_ packages: [String: [String: TemplateValue]] = [:]) {
        self.packages = Mutex(packages)
    }

    subscript(package: String, key: String) -> TemplateValue? {
        get { packages.withLock { $0[package]?[key] } }
        set { packages.withLock { $0[package, default: [:]][key] = newValue } }
    }

    /// The keys of a package, sorted.
    func keys(of package: String) -> [String] {
        packages.withLock { ($0[package] ?? [:]).keys.sorted() }
    }
}
