// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import Talisman

/// The data that `check --data` tries templates with: one file for all of them, or a folder with
/// one for each.
struct SampleFiles {
    private let path: String
    private let isFolder: Bool

    /// - Parameter path: A file, or a folder of samples as `PageRenderer` records them.
    init(_ path: String) {
        self.path = path
        isFolder = TemplateFile.isFolder(path)
    }

    /// What is wrong with the paths of a template in its data.
    ///
    /// - Parameters:
    ///   - template: The template.
    ///   - name: Its name in its root.
    /// - Returns: What was found; `nil` where a folder has no data for the template.
    /// - Throws: `Diagnosis` or `TemplateError` for data that cannot be read, or are no object.
    func findings(in template: Template, named name: String) throws -> [TemplateDiagnostic]? {
        guard let file = file(of: name) else { return nil }
        let context = try InputFile(file).variables()
        let standing = TalismanCommand.current.variables
        return template.findings(in: context.variables, beside: Set(standing.keys + ["request"]))
    }

    private func file(of name: String) -> String? {
        guard isFolder else { return path }
        guard let sample = PageRenderer.sampleName(of: name) else { return nil }
        let file = path.hasSuffix("/") ? path + sample : "\(path)/\(sample)"
        return InputFile.exists(file) ? file : nil
    }
}
