// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import Synchronization

/// The templates beside one that is named by a path.
///
/// Their names are those of files of the folder, with or without the folder's
/// own path, as `load:` writes it.
final class FolderLoader: TemplateLoader {
    private let prefix: String
    private let files: FileTemplateLoader

    /// The names, once somebody has asked: a command does not look at a folder twice.
    private let listed = Mutex<[String]?>(nil)

    /// - Parameter path: The path of the template, or the name of standard input.
    init(of path: String) {
        let slash = path.lastIndex(of: "/")
        prefix = slash.map { String(path[...$0]) } ?? ""
        files = FileTemplateLoader(root: prefix.isEmpty ? "." : prefix)
    }

    var names: [String] {
        listed.withLock { listed in
            let names = listed ?? files.names
            listed = names
            return names
        }
    }

    func load(_ name: String) throws(TemplateError) -> LoadedTemplate {
        try files.load(local(name))
    }

    func version(of name: String) throws(TemplateError) -> TemplateVersion {
        try files.version(of: local(name))
    }

    private func local(_ name: String) -> String {
        name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : name
    }
}
