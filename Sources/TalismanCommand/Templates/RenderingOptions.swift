// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import PageTemplates

/// How templates are compiled that are rendered, too.
struct RenderingOptions: ParsableArguments {
    @OptionGroup var manifest: ManifestOptions

    @Option(
        name: .customLong("stub"),
        help: ArgumentHelp(
            "What PREFIX: of the application gives here, as markup; repeatable.",
            valueName: "prefix=value"
        )
    )
    var stubs: [Stub] = []

    @Flag(help: "Let templates have scripts: only if you trust whoever wrote them.")
    var allowScripts = false

    @Flag(
        name: .customLong("trust-text"),
        help: "Let 'structure' insert plain text of the data too, as Zope does."
    )
    var trustsText = false

    @Flag(name: .customLong("strict"), help: "Fail where a value is refused at its place.")
    var isStrict = false

    func validate() throws {
        let known = TalismanCommand.current.configuration
        for stub in stubs {
            let prefix = stub.prefix
            let isThere = known.expressionTypes[prefix] != nil || known.namespaces[prefix] != nil
            guard !isThere else {
                throw ValidationError("--stub: '\(prefix):' needs none, it is there.")
            }
            guard TemplateManifest.isExpressionType(prefix) else {
                throw ValidationError("--stub: '\(prefix):' can be no prefix of expressions.")
            }
        }
    }

    var settings: TemplateSettings {
        let values = stubs.map { ($0.prefix, $0.value) }
        var flags = manifest.flags
        if allowScripts { flags.allowsScripts = true }
        if trustsText { flags.trustsPlainText = true }
        var configuration = TalismanCommand.current.configuration
        configuration.refusalsAreErrors = isStrict
        configuration.onRefusal = configuration.onRefusal ?? { StandardError.write("\($0)") }
        return TemplateSettings(
            configuration,
            flags: flags,
            file: manifest.config,
            stubs: Dictionary(values) { _, last in last }
        )
    }
}
