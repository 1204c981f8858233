// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import Talisman

/// The data that `check --data` tries templates with: one file for all of them, or a folder with
/// one for each.
struct SampleFiles {
    private let path: String

    /// The data of a file that is for all templates; `nil` where there is a folder.
    private let shared: TemplateContext?

    /// - Parameter path: A file, or a folder of samples as `PageRenderer` records them.
    /// - Throws: `Diagnosis` or `TemplateError` for a file that cannot be read, or is no object.
    init(_ path: String) throws {
        self.path = path
        shared = TemplateFile.isFolder(path) ? nil : try InputFile(path).variables()
    }

    /// What is wrong with the paths of a template in its data.
    ///
    /// - Parameters:
    ///   - template: The template.
    ///   - name: Its name in its root.
    /// - Returns: What was found; `nil` where a folder has no data for the template.
    /// - Throws: `Diagnosis` or `TemplateError` for data that cannot be read, or are no object.
    func findings(in template: Template, named name: String) throws -> [TemplateDiagnostic]? {
        guard let variables = try variables(of: name) else { return nil }
        let standing = TalismanCommand.current.variables
        return template.findings(in: variables, beside: Set(standing.keys + ["request"]))
    }

    /// The data of a template; `nil` where a folder has none for it.
    ///
    /// - Throws: `Diagnosis` or `TemplateError` for data that cannot be read, or are no object.
    func variables(of name: String) throws -> TemplateMapping? {
        try (shared ?? file(of: name)?.variables())?.variables
    }

    private func file(of name: String) -> InputFile? {
        guard let stem = PreviewSamples.stem(of: name) else { return nil }
        return InputFile.data(path.hasSuffix("/") ? path + stem : "\(path)/\(stem)")
    }
}
