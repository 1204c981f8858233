// SPDX-License-Identifier: Apache-2.0

extension TemplateLibrary {
    /// Compiles all templates, so that an application whose templates cannot work does not
    /// start.
    ///
    /// ```swift
    /// try library.compileAll()
    /// ```
    ///
    /// In a folder, templates are the files whose names end in `.html`, `.htm`, `.pt`, `.zpt`,
    /// `.cpt`, `.vpt`, `.xpt` or `.tal`. Those in `.xhtml`, `.xml`, `.svg`, `.rss`, `.atom`, `.rdf`
    /// and `.txt`, and those in a folder `static` or the like, are templates where they have a
    /// statement or `${` in them.
    /// Of other loaders, all names are those of templates.
    ///
    /// - Returns: what is doubtful about them, without remarks.
    /// - Throws: ``TemplateErrors`` with all errors of all templates, and folders that cannot be
    ///   read; for a folder that is not there or has no templates, with that one.
    @discardableResult
    public func compileAll() throws(TemplateErrors) -> [TemplateWarning] {
        let names = try foundNames()
        var warnings: [TemplateWarning] = []
        var errors: [TemplateError] = []
        var known: Set<String> = []
        var hasTemplates = false
        for name in names {
            guard let found = diagnostics(of: name) else { continue }
            hasTemplates = true
            for diagnostic in found where known.insert("\(diagnostic)").inserted {
                switch diagnostic {
                case .error(let error): errors.append(error)
                case .warning(let warning) where !warning.code.isRemark: warnings.append(warning)
                case .warning: break
                }
            }
        }
        guard hasTemplates else { throw Self.noTemplates }
        guard errors.isEmpty else { throw TemplateErrors(errors) }
        return warnings
    }

    private static let noTemplates = TemplateErrors([
        TemplateError(.templateNotFound, "there are no templates")
    ])

    /// All that is wrong with a template, `nil` for a file that is none; one that has no errors
    /// is kept.
    private func diagnostics(of name: String) -> [TemplateDiagnostic]? {
        do throws(TemplateError) {
            let loaded = try loader.load(name)
            guard isTemplate(name, loaded.bytes) else { return nil }
            let limits = configuration.limits
            let source = try TemplateSource(name: name, bytes: loaded.bytes, limits: limits)
            let found = diagnostics(of: source)
            if found.firstError == nil { _ = try template(name) }
            return found
        } catch {
            return [.error(error.naming(name))]
        }
    }

    private func foundNames() throws(TemplateErrors) -> [String] {
        if let files = loader as? FileTemplateLoader { return try files.templateNames() }
        return loader.names.sorted()
    }

    private var isInFolder: Bool { loader is FileTemplateLoader }

    private func isTemplate(_ name: String, _ bytes: [UInt8]) -> Bool {
        !isInFolder || TemplateFileKind(path: name)?.isTemplate(bytes) ?? false
    }
}

extension FileTemplateLoader {
    /// The files that may be templates by their names.
    fileprivate func templateNames() throws(TemplateErrors) -> [String] {
        do throws(TemplateError) {
            try requireFolder()
        } catch {
            throw TemplateErrors([error])
        }
        let listing = listing
        guard listing.problems.isEmpty else {
            let errors = listing.problems.map { path, text in
                TemplateError(.templateUnreadable, "'\(path)': \(text)")
            }
            throw TemplateErrors(errors)
        }
        return listing.files.filter { TemplateFileKind(path: $0) != nil }
    }
}

extension TemplateError {
    /// The same error, with the name of the template where it has no place.
    fileprivate func naming(_ name: String) -> TemplateError {
        location == nil ? adding([Note("this is about the template '\(name)'")]) : self
    }
}
