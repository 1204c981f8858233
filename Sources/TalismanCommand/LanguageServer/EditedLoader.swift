// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import Synchronization

/// The texts that an editor has in the place of files, by their paths.
final class EditedTexts: Sendable {
    private let texts = Mutex<[String: Text]>([:])

    private struct Text {
        let bytes: [UInt8]
        let version: TemplateVersion
    }

    /// How often a text has changed, so that no version comes twice.
    private let changes = Mutex(0)

    func set(_ bytes: [UInt8]?, of path: String) {
        let number = changes.withLock { changes in
            changes += 1
            return changes
        }
        // Versions of files have other parts.
        let version = TemplateVersion(-1, number)
        texts.withLock { $0[path] = bytes.map { Text(bytes: $0, version: version) } }
    }

    /// The text of a path; `nil` where the file counts.
    subscript(path: String) -> LoadedTemplate? {
        texts.withLock { $0[path] }.map { LoadedTemplate(bytes: $0.bytes, version: $0.version) }
    }
}

/// The templates of a root, with the texts of an editor in the place of files.
struct EditedLoader: TemplateLoader {
    private let root: String
    private let files: FolderLoader
    private let texts: EditedTexts

    /// - Parameters:
    ///   - root: The root with a slash at its end, or empty for the working directory.
    ///   - texts: The texts of the editor.
    init(of root: String, _ texts: EditedTexts) {
        self.root = root
        self.texts = texts
        files = FolderLoader(of: root)
    }

    var names: [String] { files.names }

    func load(_ name: String) throws(TemplateError) -> LoadedTemplate {
        if let text = text(name) { return text }
        return try files.load(name)
    }

    func version(of name: String) throws(TemplateError) -> TemplateVersion {
        if let text = text(name) { return text.version }
        return try files.version(of: name)
    }

    private func text(_ name: String) -> LoadedTemplate? {
        texts[name.hasPrefix(root) ? name : root + name]
    }
}
