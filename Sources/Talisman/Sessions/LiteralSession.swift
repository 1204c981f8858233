// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import Synchronization
import WebSessions

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

    /// What waits to be shown: mappings with `category` and `text`, as a session stores them.
    var flashMessages: [FlashMessage] {
        keys(of: SessionFlash.package).compactMap { key in
            guard case .mapping(let message)? = self[SessionFlash.package, key],
                case .string(let category)? = message["category"],
                case .string(let text)? = message["text"]
            else { return nil }
            return FlashMessage(id: key, category: category, text: text)
        }
    }

    /// The keys of a package, sorted.
    func keys(of package: String) -> [String] {
        packages.withLock { ($0[package] ?? [:]).keys.sorted() }
    }
}
