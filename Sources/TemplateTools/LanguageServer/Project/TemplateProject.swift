// SPDX-License-Identifier: Apache-2.0

package import PageTemplates

/// The templates that a language server looks after: those of a folder, as `talisman check` reads
/// them, with the texts of an editor in the place of files.
///
/// Paths are those that `check` shows: relative to the folder, or absolute for what is elsewhere.
/// A project is used by one thread.
package protocol TemplateProject: AnyObject {
    /// The absolute path of the folder, without a slash at its end.
    var folder: String { get }

    /// Begins with the templates of a folder.
    ///
    /// - Parameter folder: Its absolute path; `nil` where a client names none.
    func open(_ folder: String?)

    /// The paths of all templates of the folder, as they are now.
    func paths() -> [String]

    /// Puts a text in the place of a file.
    ///
    /// - Parameters:
    ///   - text: The text in UTF-8; `nil` where the file counts again.
    ///   - path: The path of the file.
    func setText(_ text: [UInt8]?, of path: String)

    /// The bytes of a template: of the editor, else of the file; `nil` where there is neither.
    func bytes(of path: String) -> [UInt8]?

    /// Forgets what was read of a file that has changed.
    func fileHasChanged(_ path: String)

    /// Looks at a template, errors or not.
    ///
    /// - Parameter path: The path of the template.
    /// - Returns: All that is known of it.
    /// - Throws: `TemplateError` where it cannot be read, or nobody can say how it is compiled.
    func template(_ path: String) throws(TemplateError) -> CheckedTemplate

    /// What is wrong with the paths of a template, by the contract of its page and by data.
    ///
    /// - Throws: `TemplateError` where the manifest near it, or the data, cannot be read.
    func findingsInData(
        of template: CheckedTemplate,
        _ path: String
    ) throws(TemplateError) -> [TemplateDiagnostic]

    /// What the manifest near a template says of rules.
    ///
    /// - Throws: `TemplateError` where it is none.
    func lintSettings(for path: String) throws(TemplateError) -> LintSettings

    /// The path of the template that another one refers to by a name.
    ///
    /// - Parameters:
    ///   - name: The name, as `CheckedTemplate` has it.
    ///   - path: The path of the template that refers to it.
    /// - Returns: The path, whether there is a file or not.
    func path(ofTemplate name: String, for path: String) -> String

    /// The name by which a template refers to another one.
    ///
    /// - Parameters:
    ///   - other: The path of the other template.
    ///   - path: The path of the template.
    /// - Returns: The name; `nil` where the other one has none in the root of the template.
    func name(ofTemplate other: String, for path: String) -> String?

    /// What the page of a template has.
    func page(of path: String) -> KnownPage
}

/// What is known of the variables of a page.
package struct KnownPage {
    /// The model of the page in the contract, where it has one.
    package let contract: TemplateContract?
    package let model: String?

    /// Data that stand for those of the application.
    package let sample: TemplateMapping?

    /// Variables that every page has beside its data.
    package let standing: [String]

    /// The types of expressions that the application has.
    package let types: [String]

    package init(
        contract: TemplateContract? = nil,
        model: String? = nil,
        sample: TemplateMapping? = nil,
        standing: [String] = [],
        types: [String] = []
    ) {
        self.contract = contract
        self.model = model
        self.sample = sample
        self.standing = standing
        self.types = types
    }
}
