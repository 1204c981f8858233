// SPDX-License-Identifier: Apache-2.0

import Foundation
import PageTemplates
import TemplateTools

/// How templates are compiled: as the command says, the manifest near them, and the flags.
final class TemplateSettings {
    private let base: TemplateConfiguration
    private let flags: TemplateManifest

    /// The one manifest of all templates; `nil` where each has the one nearest to it.
    private let named: String?

    /// What undeclared prefixes give, by prefix.
    private let stubs: [String: TemplateValue]

    /// Whether nothing is rendered: templates with scripts are read then whatever is allowed,
    /// with a warning.
    private let rendersNothing: Bool

    /// The manifest files of folders that were looked at.
    private var nearest: [String: String?] = [:]
    private var manifests: [String: TemplateManifest] = [:]

    init(
        _ base: TemplateConfiguration,
        _ options: ManifestOptions,
        stubs: [String: TemplateValue] = [:],
        rendersNothing: Bool = false
    ) {
        self.base = base
        flags = options.flags
        named = options.config
        self.stubs = stubs
        self.rendersNothing = rendersNothing
    }

    /// The path of the manifest for the templates of a folder; `nil` where there is none.
    func manifestFile(for folder: String) -> String? {
        if let named { return named }
        if let known = nearest[folder] { return known }
        let found = ManifestFile.nearest(to: folder)
        nearest[folder] = found
        return found
    }

    /// How the templates of a folder are compiled.
    ///
    /// - Throws: `TemplateError` where their manifest is none.
    func configuration(for folder: String) throws(TemplateError) -> TemplateConfiguration {
        var configuration = base
        var manifest = try manifest(for: folder)
        manifest.expressionTypes.formUnion(stubs.keys.filter { isUnknown($0, manifest) })
        configuration.apply(manifest, stubs: stubs)
        configuration.apply(flags, stubs: stubs)
        guard rendersNothing else { return configuration }
        configuration.warnsOfScripts = !configuration.allowsScripts
        configuration.allowsScripts = true
        return configuration
    }

    /// The endings of templates of a folder beside the usual ones.
    func extensions(for folder: String) -> Set<String> {
        let manifest = try? manifest(for: folder)
        return flags.extensions.union(manifest?.extensions ?? [])
    }

    /// Whether nobody says what a prefix with a stub is: it is an expression type then.
    private func isUnknown(_ prefix: String, _ manifest: TemplateManifest) -> Bool {
        !manifest.namespaces.contains(prefix) && !flags.namespaces.contains(prefix)
            && TemplateManifest.isExpressionType(prefix)
    }

    private func manifest(for folder: String) throws(TemplateError) -> TemplateManifest {
        guard let path = manifestFile(for: folder) else { return TemplateManifest() }
        if let known = manifests[path] { return known }
        let manifest = try ManifestFile.manifest(at: path)
        manifests[path] = manifest
        return manifest
    }
}
