// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import Synchronization
import TemplateTools

/// How templates are compiled: as the command says, the manifest near them, and the flags.
final class TemplateSettings: Sendable {
    private let base: TemplateConfiguration
    private let flags: TemplateManifest

    /// The one manifest of all templates; `nil` where each has the one nearest to it.
    private let named: String?

    /// What undeclared prefixes give, by prefix.
    private let stubs: [String: TemplateValue]

    /// Whether nothing is rendered: templates with scripts are read then whatever is allowed,
    /// with a warning.
    private let rendersNothing: Bool

    /// What was looked at already.
    private let known = Mutex(Known())

    private struct Known {
        /// The path of the manifest of each folder; empty where it has none.
        var manifests: [String: String] = [:]

        /// What each manifest makes, by its path.
        var configurations: [String: Declared] = [:]
    }

    /// What a manifest and the flags say together, and the configuration that it makes.
    private struct Declared {
        let manifest: TemplateManifest
        let lint: LintSettings
        let configuration: TemplateConfiguration
    }

    /// - Parameters:
    ///   - base: How the application compiles templates.
    ///   - flags: What the command line says, which counts more than the files.
    ///   - named: The path of the one manifest; `nil` for the nearest ones.
    ///   - stubs: What undeclared prefixes give.
    ///   - rendersNothing: Whether templates are only read.
    init(
        _ base: TemplateConfiguration,
        flags: TemplateManifest,
        file named: String?,
        stubs: [String: TemplateValue] = [:],
        rendersNothing: Bool = false
    ) {
        self.base = base
        self.flags = flags
        self.named = named
        self.stubs = stubs
        self.rendersNothing = rendersNothing
    }

    /// How the templates of a folder are compiled.
    ///
    /// - Throws: `TemplateError` where their manifest is none.
    func configuration(for folder: String) throws(TemplateError) -> TemplateConfiguration {
        try declared(for: folder).configuration
    }

    /// The library of a root, whose templates are compiled as the manifests of their folders
    /// say.
    ///
    /// - Parameters:
    ///   - root: The root, with a slash at its end, or empty for the working directory.
    ///   - loader: What loads the templates, by their names from the root or by their paths.
    ///   - translator: What translates them.
    ///   - reloads: Whether templates are read again that have changed.
    ///   - change: What is otherwise than the manifests say.
    /// - Returns: The library.
    /// - Throws: `TemplateError` where the manifest of the root is none.
    func library(
        _ root: String,
        _ loader: any TemplateLoader,
        _ translator: (any TemplateTranslator)?,
        reloads: Bool = false,
        _ change: @escaping @Sendable (inout TemplateConfiguration) -> Void = { _ in }
    ) throws(TemplateError) -> TemplateLibrary {
        let configuration: @Sendable (String) throws(TemplateError) -> TemplateConfiguration = {
            [self] (name) throws(TemplateError) in
            let path = name.hasPrefix(root) ? name : root + name
            let place = TemplateFile(path: path, folder: "").place
            var configuration = try self.configuration(for: place)
            configuration.translator = translator
            change(&configuration)
            return configuration
        }
        return TemplateLibrary(
            loader,
            configuration: try configuration(root),
            reloads: reloads,
            configurationOf: configuration
        )
    }

    /// The endings of templates of a folder beside the usual ones.
    ///
    /// - Throws: `TemplateError` where their manifest is none.
    func extensions(for folder: String) throws(TemplateError) -> Set<String> {
        try declared(for: folder).manifest.extensions
    }

    /// What the manifest of a folder says of rules.
    ///
    /// - Throws: `TemplateError` where it is none.
    func lintSettings(for folder: String) throws(TemplateError) -> LintSettings {
        try declared(for: folder).lint
    }

    /// What the models of the templates of a folder have.
    ///
    /// - Throws: `TemplateError` where their manifest is none.
    func contract(for folder: String) throws(TemplateError) -> TemplateContract {
        try declared(for: folder).manifest.contract
    }

    /// The paths of a template that the model of its page does not have.
    ///
    /// - Parameters:
    ///   - template: The template.
    ///   - name: Its name in its root.
    ///   - folder: The folder that it is in.
    /// - Returns: What was found.
    /// - Throws: `TemplateError` where the manifest is none.
    func contradictions(
        in template: Template,
        named name: String,
        _ folder: String
    ) throws(TemplateError) -> [TemplateDiagnostic] {
        let contract = try contract(for: folder)
        let standing = Set(TalismanCommand.current.variables.keys + ["request"])
        return template.findings(against: contract, named: name, beside: standing) ?? []
    }

    private func declared(for folder: String) throws(TemplateError) -> Declared {
        try known.withLock { known throws(TemplateError) in
            let path =
                named ?? known.manifests[folder] ?? ManifestFile.nearest(to: folder) ?? ""
            known.manifests[folder] = path
            if let declared = known.configurations[path] { return declared }
            var manifest = path.isEmpty ? TemplateManifest() : try ManifestFile.manifest(at: path)
            manifest.formUnion(flags)
            let lint = path.isEmpty ? LintSettings() : try LintSettings(ofManifestAt: path)
            var configuration = configuration(manifest)
            if case .severity? = lint.levels[CheckCommand.translations] {
                configuration.warnsOfMissingTranslations = true
            }
            let declared = Declared(
                manifest: manifest,
                lint: lint,
                configuration: configuration
            )
            known.configurations[path] = declared
            return declared
        }
    }

    private func configuration(_ manifest: TemplateManifest) -> TemplateConfiguration {
        var manifest = manifest
        // A prefix with a stub that nobody has declared is that of an expression type.
        manifest.expressionTypes.formUnion(
            stubs.keys.filter { prefix in
                !manifest.namespaces.contains(prefix) && TemplateManifest.isExpressionType(prefix)
            }
        )
        var configuration = base
        configuration.readsManifests = true
        configuration.apply(manifest, stubs: stubs)
        guard rendersNothing else { return configuration }
        configuration.warnsOfScripts = !configuration.allowsScripts
        configuration.warnsOfStructures = !configuration.trustsPlainText
        configuration.allowsScripts = true
        return configuration
    }
}
