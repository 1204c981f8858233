// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import PageTemplates

/// Which templates a command reads, and renders none of.
struct TemplateOptions: ParsableArguments {
    @Flag(name: .customLong("no-interpolation"), help: "Take ${…} as it is written.")
    var leavesHoles = false

    @Flag(name: .customLong("trim"), help: "Leave out lines with nothing but statements.")
    var trimsLines = false

    @Argument(help: "Templates, or folders with templates.")
    var paths: [String]

    /// How they are compiled: with scripts, for nothing runs.
    var configuration: TemplateConfiguration {
        var configuration = TalismanCommand.current.configuration
        if leavesHoles { configuration.interpolatesText = false }
        if trimsLines { configuration.trimsStatementLines = true }
        configuration.allowsScripts = true
        return configuration
    }
}

/// Where templates and catalogs are that are compared with each other, and what counts.
struct ComparisonOptions: ParsableArguments {
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

    @OptionGroup var catalogOptions: CatalogOptions

    @Option(help: ArgumentHelp("The language that the templates are written in.", valueName: "tag"))
    var source = "en"

    @Flag(help: "Take warnings for errors.")
    var strict = false

    /// The catalogs; whether it is an error that there are none is up to the command.
    func catalogs(isNeeded: Bool = false) -> CatalogFolder {
        CatalogFolder(path: catalogOptions.catalog, sourceLanguage: source, isNeeded: isNeeded)
    }
}

/// Where catalogs are.
struct CatalogOptions: ParsableArguments {
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
}
