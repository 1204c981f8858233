// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import PageTemplates
import Talisman

/// `talisman check`: templates are compiled, and what is wrong with them is listed.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Find what is wrong with templates, without rendering them.",
        discussion: """
            Every template is compiled together with the templates that it refers to. Errors and \
            warnings go to standard output, each with its place; the last line counts them. The \
            exit status is 1 where there are errors, or warnings with --strict. Of a folder, files \
            of XML and SVG, and those of a folder 'static' or the like, are templates only if they \
            hold statements.
            """
    )

    @Option(
        help: ArgumentHelp(
            """
            The folder that the templates refer to each other from; by default the folder around \
            them that has the templates that they name, and the summary says which.
            """,
            valueName: "dir"
        )
    )
    var root: String?

    @Option(
        help: ArgumentHelp(
            """
            The folder with catalogs, DIR/LANGUAGE/LC_MESSAGES/DOMAIN.po or .mo; by default \
            'locales' or 'locale' in the root of the templates, or here.
            """,
            valueName: "dir"
        )
    )
    var catalog: String?

    @Option(help: ArgumentHelp("The language that the templates are written in.", valueName: "tag"))
    var source = "en"

    @Flag(help: "Take warnings for errors.")
    var strict = false

    @Flag(help: "Tell, too, where libxml2 reads another structure than the template has.")
    var notes = false

    @Flag(name: .customLong("no-interpolation"), help: "Take ${…} as it is written.")
    var leavesHoles = false

    @Flag(help: "Say that the application allows scripts, which are warned of otherwise.")
    var allowScripts = false

    @Argument(help: "Templates, or folders with templates.")
    var paths: [String]

    func run() throws {
        try Diagnosis.reporting {
            let tellsRemarks = notes
            let folder = CatalogFolder(path: catalog, sourceLanguage: source)
            var check = TemplateCheck(configuration, root: root, folder) { diagnostic in
                guard case .warning(let warning) = diagnostic else { return .error }
                guard warning.code.isRemark else { return .warning }
                return tellsRemarks ? .remark : nil
            }
            try check.run(paths, isStrict: strict)
        }
    }

    private var configuration: TemplateConfiguration {
        var configuration = TemplateConfiguration.talisman
        configuration.interpolatesText = !leavesHoles
        // Nothing runs here.
        configuration.allowsScripts = true
        configuration.warnsOfScripts = !allowScripts
        return configuration
    }
}
