// SPDX-License-Identifier: Apache-2.0

extension TemplateError {
    /// Finds out whether a folder is there.
    package static func requireFolder(_ root: String, of things: String) throws(TemplateError) {
        guard FileAccess.isFolder(root) else { throw .noFolder(root, of: things) }
    }

    /// The error for a folder that is not there, which says where it was looked for.
    static func noFolder(_ root: String, of things: String) -> TemplateError {
        let isRelative = !root.hasPrefix("/")
        let folder = FileAccess.workingDirectory ?? "."
        let path = isRelative ? "\(folder)/\(root)" : root
        let note = Note("'\(root)' is looked for in the working directory, '\(folder)'")
        return TemplateError(
            .templateNotFound,
            "there is no folder '\(path)' of \(things)",
            notes: isRelative ? [note] : []
        )
    }
}
