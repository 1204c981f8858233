// SPDX-License-Identifier: Apache-2.0

public import PageTemplates

extension TemplateManifest {
    /// The manifest as the text of a `.talisman.yml`, with only what it says.
    public var yaml: String {
        var lines: [String] = []
        if let dialect { lines.append("dialect: \(dialect.rawValue)") }
        if let interpolatesText { lines.append("interpolation: \(interpolatesText)") }
        if let trimsStatementLines { lines.append("trim: \(trimsStatementLines)") }
        if let trustsPlainText { lines.append("trustText: \(trustsPlainText)") }
        if let trustsHandlers { lines.append("trustHandlers: \(trustsHandlers)") }
        if let allowsScripts { lines.append("allowScripts: \(allowsScripts)") }
        let lists: [(String, Set<String>?)] = [
            ("extensions", extensions), ("expressionTypes", expressionTypes),
            ("namespaces", namespaces), ("functions", functions), ("variables", variables),
        ]
        for (key, names) in lists {
            guard let names, !names.isEmpty || key == "variables" else { continue }
            lines += Self.list(key, names)
        }
        return lines.map { $0 + "\n" }.joined()
    }

    /// `key: [a, b]`, or a line for each name where that would be long.
    private static func list(_ key: String, _ names: Set<String>) -> [String] {
        let names = names.sorted().map { words.contains($0.lowercased()) ? "'\($0)'" : $0 }
        let line = "\(key): [\(names.joined(separator: ", "))]"
        guard line.utf8.count > 100 else { return [line] }
        return ["\(key):"] + names.map { "  - \($0)" }
    }

    /// The names that YAML takes for something else.
    private static let words: Set = ["y", "n", "yes", "no", "true", "false", "on", "off", "null"]
}
