// SPDX-License-Identifier: Apache-2.0

public import PageTemplates

/// A template with the result it must give, each in a file.
///
/// The template `content/escapes.html` must render to
/// `content/escapes.expected.html`, with the variables of
/// `content/escapes.json` where there is such a file. The template
/// `content/error-unknown-name.html` must fail with the report in
/// `content/error-unknown-name.expected.txt`.
public struct GoldenCase: Sendable, Hashable {
    /// The area and behaviour: `content/escapes`.
    public let name: String

    /// How the template's markup is read, by its file's extension.
    public let mode: TemplateMode

    /// The folder that all cases are in.
    let directory: String

    /// Why the files are not a case, where they are not.
    let defect: String?

    /// Whether the template must fail, by its name.
    public var mustFail: Bool {
        name.split(separator: "/").last?.hasPrefix("error-") ?? false
    }

    /// The name of the template relative to the folder of the cases.
    public var templateName: String { "\(name).\(mode.fileExtension)" }

    /// The path of the template.
    public var templatePath: String { "\(directory)/\(templateName)" }

    /// The path of the expected bytes.
    public var expectationPath: String {
        "\(directory)/\(name).expected.\(mustFail ? "txt" : mode.fileExtension)"
    }

    /// The path of the variables, whether there is such a file or not.
    public var dataPath: String { "\(directory)/\(name).json" }

    /// The bytes of the template.
    ///
    /// - Throws: A failure to read the file.
    public func template() throws -> [UInt8] {
        try Files.read(templatePath)
    }

    /// The variables; an empty mapping where there is no file of them.
    ///
    /// - Throws: A failure to read the file, or a `TemplateError` where it is
    ///   not the data of a template.
    public func data() throws -> TemplateValue {
        guard Files.exist(dataPath) else { return [:] }
        return try TemplateValue(json: Files.read(dataPath), name: "\(name).json")
    }
}

extension GoldenCase: CustomStringConvertible {
    /// The name of the case.
    public var description: String { name }
}
