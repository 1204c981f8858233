// SPDX-License-Identifier: Apache-2.0

/// The prefixes that mean a statement namespace at some place of a document.
struct NamespaceScope {
    /// How the URIs of all namespaces begin.
    static let root = "http://xml.zope.org/namespaces/"

    private static let uris: [(String, StatementNamespace)] = StatementNamespace.allCases.map {
        (root + $0.rawValue, $0)
    }

    /// The prefixes that are declared, in order.
    private var declared: [String] = []

    /// What each of them means, the innermost last; `nil` stands for the namespace
    /// of somebody else.
    private var meanings: [String: [StatementNamespace?]] = [:]

    /// How many declarations are in force; for `leave(_:)`.
    var mark: Int { declared.count }

    /// The statement namespace of a URI.
    static func namespace(uri: String) -> StatementNamespace? {
        uris.first { $0.0 == uri }?.1
    }

    /// The URI that somebody may have meant: of Zope, and with the name of a namespace.
    static func nearest(to uri: String) -> String? {
        let uri = uri.lowercased()
        if let slip = uris.first(where: { NearestNames.isSlip(uri, of: $0.0) }) { return slip.0 }
        guard uri.contains("zope.org/") else { return nil }
        guard let name = uri.split(separator: "/").last.map(String.init) else { return nil }
        if let namespace = StatementNamespace(rawValue: name) { return root + namespace.rawValue }
        let nearest = NearestNames.of(name, among: StatementNamespace.allCases.map(\.rawValue))
        return nearest.first.map { root + $0 }
    }

    /// Whether a prefix is declared, whatever it means.
    func isDeclared(_ prefix: String) -> Bool { meanings[prefix]?.isEmpty == false }

    /// Declares a prefix until the element is left.
    mutating func declare(_ prefix: String, _ namespace: StatementNamespace?) {
        declared.append(prefix)
        meanings[prefix, default: []].append(namespace)
    }

    /// Forgets the declarations behind `mark`.
    mutating func leave(_ mark: Int) {
        while declared.count > mark {
            let prefix = declared.removeLast()
            meanings[prefix]?.removeLast()
        }
    }

    /// What a prefix means; `tal`, `metal` and `i18n` mean themselves as long as
    /// nobody declares otherwise.
    func namespace(of prefix: Substring) -> StatementNamespace? {
        if !declared.isEmpty, let meaning = meanings[String(prefix)]?.last { return meaning }
        // The lengths differ, so that most prefixes are told apart by them.
        switch prefix.utf8.count {
        case 3: return prefix == "tal" ? .tal : nil
        case 4: return prefix == "i18n" ? .i18n : nil
        case 5: return prefix == "metal" ? .metal : nil
        default: return nil
        }
    }
}
