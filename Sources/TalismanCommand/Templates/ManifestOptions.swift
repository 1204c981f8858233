// SPDX-License-Identifier: Apache-2.0

public import ArgumentParser
public import PageTemplates
import TemplateTools

/// What templates need of their application, as `.talisman.yml` says it.
struct ManifestOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            """
            The file that says what the templates need of their application; by default the \
            '.talisman.yml' of the folder of a template, or of the nearest one around it.
            """,
            valueName: "file"
        )
    )
    var config: String?

    @Option(help: "How expressions without a prefix are read: zope or chameleon.")
    var dialect: TemplateDialect?

    @Flag(name: .customLong("no-interpolation"), help: "Take ${…} as it is written.")
    var leavesHoles = false

    @Flag(
        name: .customLong("trim"),
        help: "Leave out the lines of statements whose tags are not written."
    )
    var trimsLines = false

    @Option(
        name: .customLong("expression-type"),
        help: ArgumentHelp(
            "An expression type of the application; repeatable.",
            valueName: "prefix"
        )
    )
    var expressionTypes: [String] = []

    @Option(
        name: .customLong("namespace"),
        help: ArgumentHelp("A path namespace of the application; repeatable.", valueName: "prefix")
    )
    var namespaces: [String] = []

    @Option(
        name: .customLong("function"),
        help: ArgumentHelp("A function of the application; repeatable.", valueName: "name")
    )
    var functions: [String] = []

    @Option(
        name: .customLong("variable"),
        help: ArgumentHelp(
            "A variable that pages have; where any is named, others are unknown.",
            valueName: "name"
        )
    )
    var variables: [String] = []

    @Option(
        name: .customLong("extension"),
        help: ArgumentHelp("A further ending of template files; repeatable.", valueName: "ending")
    )
    var extensions: [String] = []

    @Flag(name: .customLong("trust-handlers"), help: "Let text be a whole 'on…' attribute.")
    var trustsHandlers = false

    @Flag(
        name: .customLong("trust-script-urls"),
        help: "Let text be the address of a script, a style sheet or a frame."
    )
    var trustsScriptURLs = false

    func validate() throws {
        let names: [(String, [String], (String) -> Bool)] = [
            ("--extension", extensions, TemplateManifest.isEnding),
            ("--expression-type", expressionTypes, TemplateManifest.isExpressionType),
            ("--namespace", namespaces, TemplateManifest.isNamespace),
            ("--function", functions, TemplateManifest.isName),
            ("--variable", variables, TemplateManifest.isName),
        ]
        for (option, values, isValid) in names {
            guard let wrong = values.first(where: { !isValid($0) }) else { continue }
            throw ValidationError("\(option): '\(wrong)' cannot be the name of one.")
        }
    }

    /// What the flags say, which counts more than the file.
    var flags: TemplateManifest {
        var manifest = TemplateManifest()
        manifest.dialect = dialect
        if leavesHoles { manifest.interpolatesText = false }
        if trimsLines { manifest.trimsStatementLines = true }
        if trustsHandlers { manifest.trustsHandlers = true }
        if trustsScriptURLs { manifest.trustsScriptURLs = true }
        manifest.extensions = Set(extensions)
        manifest.expressionTypes = Set(expressionTypes)
        manifest.namespaces = Set(namespaces)
        manifest.functions = Set(functions)
        manifest.variables = variables.isEmpty ? nil : Set(variables)
        return manifest
    }
}

extension TemplateDialect: ExpressibleByArgument {}
