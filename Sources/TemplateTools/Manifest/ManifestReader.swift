// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import Yams

/// Reads the YAML of a manifest.
struct ManifestReader {
    let name: String
    let text: String

    private static let keys =
        [TemplateManifest.dialectKey] + TemplateManifest.settings.map(\.key)
        + TemplateManifest.nameLists.map(\.key)
        + [TemplateManifest.variablesKey, TemplateContract.pagesKey, TemplateContract.sharedKey]
        + [TemplateContract.modelsKey, rulesKey, sessionKeysKey]
        + [cacheabilityKey]

    /// The keys of what `talisman check` looks after, which no application reads.
    static let rulesKey = "rules"
    static let sessionKeysKey = "sessionKeys"
    static let cacheabilityKey = "cacheability"

    func manifest() throws(TemplateError) -> TemplateManifest {
        var manifest = TemplateManifest()
        guard let root = try root() else { return manifest }
        guard case .mapping(let mapping) = root else {
            // A file of comments alone.
            if root == Node("", Tag(.null)) { return manifest }
            throw error("a manifest has keys and values, as 'dialect: zope'", at: root)
        }
        for (key, value) in mapping {
            try read(value, of: key, into: &manifest)
        }
        return manifest
    }

    private func read(
        _ value: Node,
        of key: Node,
        into manifest: inout TemplateManifest
    ) throws(TemplateError) {
        let name = key.string ?? ""
        if let setting = TemplateManifest.settings.first(where: { $0.key == name }) {
            manifest[keyPath: setting.manifest] = try truth(value)
        } else if let list = TemplateManifest.nameLists.first(where: { $0.key == name }) {
            manifest[keyPath: list.manifest] = try names(value, list.title, list.isName)
        } else if name == TemplateManifest.dialectKey {
            manifest.dialect = try dialect(value)
        } else if name == TemplateManifest.variablesKey {
            manifest.variables = try names(value, "a name", TemplateManifest.isName)
        } else if name == TemplateContract.pagesKey {
            manifest.contract.pages = try pages(value)
        } else if name == TemplateContract.sharedKey {
            manifest.contract.shared = try names(value, "a name", TemplateManifest.isName)
        } else if name == TemplateContract.modelsKey {
            manifest.contract.models = try models(value)
        } else if ![Self.rulesKey, Self.sessionKeysKey, Self.cacheabilityKey].contains(name) {
            throw error("'\(name)' is no key of a manifest", at: key, Self.notes(on: name))
        }
    }

    private static func notes(on name: String) -> [TemplateError.Note] {
        let nearest = TemplateError.Note.nearest(name, among: keys)
        return nearest.isEmpty ? [.init("the keys are: \(keys.joined(separator: ", "))")] : nearest
    }

    /// The document; nil where the file is empty.
    func root() throws(TemplateError) -> Node? {
        try refuseAliases()
        do {
            return try Yams.compose(yaml: text)
        } catch let error as YamlError {
            throw self.error(error)
        } catch {
            throw TemplateError(.invalidManifest, "'\(name)' cannot be read", cause: error)
        }
    }

    /// Refuses anchors and aliases, which no value needs.
    ///
    /// A parser can take for ever to follow them. What looks like a comment may stand in a quoted
    /// text, and counts too.
    private func refuseAliases() throws(TemplateError) {
        let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
        for (index, line) in lines.enumerated() {
            guard let sign = line.firstIndex(where: { $0 == "*" || $0 == "&" }) else { continue }
            let column = line.unicodeScalars.distance(from: line.startIndex, to: sign) + 1
            throw error("a manifest has no '*' and '&', also in comments", at: (index + 1, column))
        }
    }

    // MARK: - Values

    private func dialect(_ node: Node) throws(TemplateError) -> TemplateDialect {
        guard let name = node.string, let dialect = TemplateDialect(rawValue: name) else {
            let names = TemplateDialect.allCases.map(\.rawValue).joined(separator: "' or '")
            throw error("a dialect is '\(names)'", at: node)
        }
        return dialect
    }

    private func truth(_ node: Node) throws(TemplateError) -> Bool {
        guard let truth = node.bool else { throw error("'true' or 'false' was expected", at: node) }
        return truth
    }

    /// The names of a list, or one name.
    func names(
        _ node: Node,
        _ wanted: String,
        _ isValid: (String) -> Bool
    ) throws(TemplateError) -> Set<String> {
        var names: Set<String> = []
        let items: [Node] =
            switch node {
            case .sequence(let sequence): Array(sequence)
            default: [node]
            }
        for item in items {
            guard let scalar = item.scalar, isValid(scalar.string) else {
                throw error("'\(item.scalar?.string ?? "…")' is not \(wanted)", at: item)
            }
            names.insert(scalar.string)
        }
        return names
    }

    // MARK: - Errors

    func error(
        _ message: String,
        at node: Node,
        _ notes: [TemplateError.Note] = []
    ) -> TemplateError {
        error(
            message,
            at: node.mark.map { ($0.line, $0.column) },
            length: node.scalar?.string.unicodeScalars.count ?? 1,
            notes
        )
    }

    private func error(
        _ message: String,
        at place: (line: Int, column: Int)?,
        length: Int = 1,
        _ notes: [TemplateError.Note] = []
    ) -> TemplateError {
        TemplateError(
            .invalidManifest,
            message,
            in: name,
            text,
            line: place?.line ?? 1,
            column: place?.column ?? 1,
            length: length,
            notes: notes
        )
    }

    private func error(_ error: YamlError) -> TemplateError {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            self.error("this is no YAML: \(problem)", at: (mark.line, mark.column))
        case .duplicatedKeysInMapping(let keys, let context):
            self.error(
                "'\(keys.joined(separator: "', '"))' stands twice",
                at: (context.mark.line, context.mark.column)
            )
        default:
            self.error("this is no YAML: \(error)", at: nil)
        }
    }
}
