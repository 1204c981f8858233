// SPDX-License-Identifier: Apache-2.0

public import PageTemplates

extension TemplateManifest {
    static let dialectKey = "dialect"
    static let variablesKey = "variables"

    /// The manifest as the text of a `.talisman.yml`, with only what it says.
    public var yaml: String {
        var lines: [String] = []
        if let dialect { lines.append("\(Self.dialectKey): \(dialect.rawValue)") }
        for setting in Self.settings {
            guard let said = self[keyPath: setting.manifest] else { continue }
            lines.append("\(setting.key): \(said)")
        }
        for list in Self.nameLists where !self[keyPath: list.manifest].isEmpty {
            lines += Self.lines(list.key, self[keyPath: list.manifest])
        }
        if let variables { lines += Self.lines(Self.variablesKey, variables) }
        return lines.map { $0 + "\n" }.joined() + contract.yaml
    }

    /// `key: [a, b]`, or a line for each name where that would be long.
    private static func lines(_ key: String, _ names: Set<String>) -> [String] {
        let names = names.sorted().map { words.contains($0.lowercased()) ? "'\($0)'" : $0 }
        let line = "\(key): [\(names.joined(separator: ", "))]"
        guard line.utf8.count > 100 else { return [line] }
        return ["\(key):"] + names.map { "  - \($0)" }
    }

    /// The names that YAML takes for something else.
    private static let words: Set = ["y", "n", "yes", "no", "true", "false", "on", "off", "null"]
}
