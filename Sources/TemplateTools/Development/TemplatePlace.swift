// SPDX-License-Identifier: Apache-2.0

import Foundation
package import PageTemplates

/// A place in a template, as browsers are told it and as they ask for it.
package struct TemplatePlace: Codable, Sendable, Hashable {
    /// The name of the template.
    package let file: String

    /// The line and the column, which begin at 1.
    package let line: Int
    package let column: Int

    /// What became of a place that somebody wanted to see.
    package struct Opened: Codable, Sendable {
        /// Whether an editor was started.
        package let isOpen: Bool

        /// The path of the file from the root of the file system.
        package let path: String
    }

    /// The place of an error.
    package init(_ location: TemplateLocation) {
        (file, line, column) = (location.name, location.line, location.column)
    }

    /// Opens the place in an editor.
    ///
    /// - Parameters:
    ///   - root: The folder of the templates; empty for the working directory.
    ///   - editor: What opens the file; `nil` where somebody only wants to know its path.
    /// - Returns: The path of the file, and whether an editor was started.
    /// - Throws: `TemplateError` for a file that is none of the folder, `EditorCommand.Failure`
    ///   where the editor cannot be started.
    package func open(below root: String, by editor: EditorCommand?) throws -> Opened {
        _ = try FileTemplateLoader(root: root).version(of: file)
        let folder = URL(filePath: root.isEmpty ? "." : root)
        let path = folder.appending(path: file).standardizedFileURL.path
        try editor?.open(file: path, line: max(1, line), column: max(1, column))
        return Opened(isOpen: editor != nil, path: path)
    }
}
