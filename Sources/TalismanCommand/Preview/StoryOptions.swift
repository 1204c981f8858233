// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import PageTemplates

/// What the pages of a folder are rendered with, where a command renders all of them.
struct StoryOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            """
            A folder of samples, NAME.json for NAME.html, as 'recordingSamples(to:)' of an \
            application and tests of pages have them; or one file for all templates.
            """,
            valueName: "path"
        )
    )
    var data: String?

    @OptionGroup var catalogOptions: CatalogOptions
    @OptionGroup var rendering: RenderingOptions

    /// Finds out whether the data are there.
    ///
    /// - Throws: `Diagnosis` where they are not.
    func requireData() throws {
        if let data, !InputFile.exists(data) {
            throw Diagnosis("\(data): there is no such file or folder", .unusableFile)
        }
    }

    /// What a preview of a folder is made of.
    ///
    /// - Parameter root: The folder, with a slash at its end or without.
    /// - Returns: The parts, with the variables that all pages of the application have.
    func parts(of root: String) -> Preview.Parts {
        let (rendering, command) = (rendering, TalismanCommand.current)
        return Preview.Parts(
            root: root.hasSuffix("/") ? root : root + "/",
            catalogs: CatalogFolder(path: catalogOptions.catalog, sourceLanguage: "en"),
            data: data,
            variables: command.variables
        ) {
            TalismanCommand.$current.withValue(command) { rendering.settings }
        }
    }
}
