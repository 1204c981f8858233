// SPDX-License-Identifier: Apache-2.0

/// Templates that are part of the program.
///
/// ```swift
/// let loader = MemoryTemplateLoader(["hello.html": "<p tal:content=\"name\"/>"])
/// ```
///
/// Any text can be a name. The templates never change.
public struct MemoryTemplateLoader: TemplateLoader {
    private let templates: [String: [UInt8]]

    /// Creates a loader of templates by their names.
    public init(_ templates: [String: String]) {
        self.templates = templates.mapValues { Array($0.utf8) }
    }

    /// All names, sorted.
    public var names: [String] { templates.keys.sorted() }

    /// The bytes of a template.
    ///
    /// - Throws: ``TemplateError`` with the code `templateNotFound`.
    public func load(_ name: String) throws(TemplateError) -> LoadedTemplate {
        guard let bytes = templates[name] else { throw .templateNotFound(name, among: names) }
        return LoadedTemplate(bytes: bytes, version: TemplateVersion())
    }

    /// The same version for every known template.
    ///
    /// - Throws: ``TemplateError`` with the code `templateNotFound`.
    public func version(of name: String) throws(TemplateError) -> TemplateVersion {
        guard templates[name] != nil else { throw .templateNotFound(name, among: []) }
        return TemplateVersion()
    }
}
