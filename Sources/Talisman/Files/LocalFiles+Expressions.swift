// SPDX-License-Identifier: Apache-2.0

public import PageTemplates

extension TemplateConfiguration {
    /// Adds the expression types `static:` and `integrity:`, see ``LocalFiles``.
    public mutating func add(_ files: LocalFiles) {
        expressionTypes["static"] = LocalFileType(files: files) { file in
            // The application's own files may run in its pages.
            .scriptURL(TrustedScriptURL(unchecked: file.url, reason: "a file of the application"))
        }
        expressionTypes["integrity"] = LocalFileType(files: files) { .string($0.integrity) }
    }
}

/// The type of `static:` and `integrity:`.
private struct LocalFileType: TemplateExpressionType {
    let files: LocalFiles
    let member: @Sendable (LocalFiles.File) -> TemplateValue

    func compile(_ source: inout TemplateExpressionSource) throws -> any TemplateExpression {
        guard !source.text.contains("$") else {
            return ComputedFile(name: try source.string(), type: self)
        }
        guard files.file(source.text) != nil else {
            let known = files.names.prefix(20).joined(separator: ", ")
            throw source.error("there is no file '\(source.text)'; there are \(known)")
        }
        return NamedFile(name: source.text, type: self)
    }

    func value(_ name: String) throws -> TemplateValue {
        guard let file = files.file(name) else {
            throw TemplateError(.missingMember, "there is no file '\(name.prefix(200))'")
        }
        return member(file)
    }
}

/// A file whose name is written out.
private struct NamedFile: TemplateExpression {
    let name: String
    let type: LocalFileType

    func value(in scope: borrowing TemplateExpressionScope) throws -> TemplateValue? {
        try type.value(name)
    }
}

/// A file whose name is computed.
private struct ComputedFile: TemplateExpression {
    let name: TemplateSubexpression
    let type: LocalFileType

    func value(in scope: borrowing TemplateExpressionScope) throws -> TemplateValue? {
        guard case .string(let name) = try scope.value(of: name) else { return nil }
        return try type.value(name)
    }
}
