// SPDX-License-Identifier: Apache-2.0

import Foundation
package import PageTemplates
import Yams

extension LintSettings {
    /// Reads what a manifest file says of rules.
    ///
    /// - Parameter path: The path of the file.
    /// - Throws: `TemplateError` with the code `templateUnreadable`, or `invalidManifest` and the
    ///   place in the file.
    package init(ofManifestAt path: String) throws(TemplateError) {
        try self.init(reading: ManifestFile.text(at: path), of: path)
    }

    /// Reads the text of a manifest.
    package init(
        reading text: String,
        of name: String = ManifestFile.name
    ) throws(TemplateError) {
        self = try ManifestReader(name: name, text: text).lintSettings()
    }
}

extension ManifestReader {
    fileprivate func lintSettings() throws(TemplateError) -> LintSettings {
        var settings = LintSettings()
        guard case .mapping(let mapping)? = try root() else { return settings }
        for (key, value) in mapping {
            if key.string == Self.rulesKey { settings.levels = try levels(value) }
            if key.string == Self.sessionKeysKey {
                settings.sessionKeys = try names(value, "a key of a session, as 'cart/items'") {
                    !$0.isEmpty && !$0.contains(where: \.isWhitespace)
                }
            }
            if key.string == Self.cacheabilityKey {
                guard let file = value.scalar?.string, !file.isEmpty else {
                    throw error("'cacheability' is the path of a file", at: value)
                }
                let folder = URL(filePath: name).deletingLastPathComponent()
                settings.cacheabilityFile =
                    file.hasPrefix("/") ? file : folder.appending(path: file).relativePath
            }
        }
        return settings
    }

    private func levels(_ node: Node) throws(TemplateError) -> [String: LintSettings.Level] {
        guard case .mapping(let mapping) = node else {
            throw error("'rules' has the names of rules and what they count for", at: node)
        }
        var levels: [String: LintSettings.Level] = [:]
        for (key, value) in mapping {
            guard let name = key.string, LintRule.named(name) != nil else {
                let name = key.string ?? "…"
                throw error("there is no rule '\(name)'", at: key, LintRule.notes(onUnknown: name))
            }
            guard let level = LintSettings.Level(value.scalar?.string ?? "") else {
                let words = LintSettings.Level.words.joined(separator: "', '")
                throw error("a rule is '\(words)'", at: value)
            }
            levels[name] = level
        }
        return levels
    }
}
