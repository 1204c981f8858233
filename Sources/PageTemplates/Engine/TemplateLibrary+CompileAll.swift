// SPDX-License-Identifier: Apache-2.0

extension TemplateLibrary {
    /// Compiles all templates, so that an application whose templates cannot work does not
    /// start.
    ///
    /// ```swift
    /// try library.compileAll()
    /// ```
    ///
    /// In a folder, templates are the files whose names end in `.html`, `.htm`, `.xhtml`, `.pt`
    /// or `.zpt`, and those in `.xml`, `.svg`, `.rss`, `.atom` and `.rdf` that have a statement
    /// or `${` in them. Of other loaders, all names are those of templates.
    ///
    /// - Returns: what is doubtful about them, without remarks.
    /// - Throws: ``TemplateErrors`` with all errors of all templates; for a folder that is not
    ///   there or has no templates, with that one.
    @discardableResult
    public func compileAll() throws(TemplateErrors) -> [TemplateWarning] {
        let names = try foundNames()
        var warnings: [TemplateWarning] = []
        var errors: [TemplateError] = []
        var known: Set<String> = []
        for name in names {
            for diagnostic in diagnostics(of: name) where known.insert("\(diagnostic)").inserted {
                switch diagnostic {
                case .error(let error): errors.append(error)
                case .warning(let warning) where !warning.code.isRemark: warnings.append(warning)
                case .warning: break
                }
            }
        }
        guard errors.isEmpty else { throw TemplateErrors(errors) }
        return warnings
    }

    /// All that is wrong with a template; one that has no errors is kept.
    private func diagnostics(of name: String) -> [TemplateDiagnostic] {
        do throws(TemplateError) {
            let loaded = try loader.load(name)
            guard isTemplate(name, loaded.bytes) else { return [] }
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
        do throws(TemplateError) {
            try (loader as? FileTemplateLoader)?.requireFolder()
        } catch {
            throw TemplateErrors([error])
        }
        let names = loader.names.filter { Self.isCandidate($0) || !(loader is FileTemplateLoader) }
        guard names.isEmpty else { return names.sorted() }
        throw TemplateErrors([TemplateError(.templateNotFound, "there are no templates")])
    }

    /// Whether a file may be a template, by its name.
    private static func isCandidate(_ name: String) -> Bool {
        pages.contains(ending(name)) || documents.contains(ending(name))
    }

    /// Whether a file is a template: a document is one where it has something of one.
    private func isTemplate(_ name: String, _ bytes: [UInt8]) -> Bool {
        guard loader is FileTemplateLoader, Self.documents.contains(Self.ending(name)) else {
            return true
        }
        let text = String(decoding: bytes, as: UTF8.self)
        return Self.signs.contains { text.contains($0) }
    }

    private static let pages: Set = ["html", "htm", "xhtml", "pt", "zpt"]
    private static let documents: Set = ["xml", "svg", "rss", "atom", "rdf"]
    private static let signs = ["tal:", "metal:", "i18n:", "${"]

    private static func ending(_ name: String) -> String {
        name.split(separator: ".").last.map { $0.lowercased() } ?? ""
    }
}

extension TemplateError {
    /// The same error, with the name of the template where it has no place.
    fileprivate func naming(_ name: String) -> TemplateError {
        location == nil ? adding([Note("this is about the template '\(name)'")]) : self
    }
}
