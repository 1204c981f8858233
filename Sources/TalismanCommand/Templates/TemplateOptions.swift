// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import PageTemplates

/// Which templates a command reads, and renders none of.
struct TemplateOptions: ParsableArguments {
    @OptionGroup var manifest: ManifestOptions

    @Argument(help: "Templates, or folders with templates.")
    var paths: [String]

    /// How they are compiled.
    ///
    /// - Parameters:
    ///   - allowsScripts: Whether the command line says that scripts are allowed.
    ///   - change: What the command wants otherwise than the application.
    /// - Returns: The configurations of all folders.
    func settings(
        allowsScripts: Bool = false,
        _ change: (inout TemplateConfiguration) -> Void = { _ in }
    ) -> TemplateSettings {
        .reading(manifest, allowsScripts: allowsScripts, change)
    }
}

extension TemplateSettings {
    /// How templates are compiled of which none is rendered.
    ///
    /// - Parameters:
    ///   - options: What the command line says beside the files.
    ///   - allowsScripts: Whether it says that scripts are allowed.
    ///   - change: What the command wants otherwise than the application.
    /// - Returns: The configurations of all folders.
    static func reading(
        _ options: ManifestOptions,
        allowsScripts: Bool = false,
        _ change: (inout TemplateConfiguration) -> Void = { _ in }
    ) -> TemplateSettings {
        var configuration = TalismanCommand.current.configuration
        change(&configuration)
        var flags = options.flags
        flags.contract = TalismanCommand.current.contract
        if allowsScripts { flags.allowsScripts = true }
        return TemplateSettings(
            configuration,
            flags: flags,
            file: options.config,
            rendersNothing: true
        )
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
