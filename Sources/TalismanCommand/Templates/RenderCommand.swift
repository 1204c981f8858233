// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import PageTemplates
import Talisman

/// `talisman render`: a template and its data become a page.
struct RenderCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "render",
        abstract: "Render a template to standard output.",
        discussion: """
            Data files hold an object, in YAML where they end in .yml or .yaml, else in JSON: its \
            keys are variables, and are under 'options' too. \
            {"$markup": "<b>text</b>"} stands for markup that you vouch for, as $url, $scriptURL, \
            $style, $script and $json do for what their names say, and \
            {"$message": "id", "default": "text"} for a message to be translated. Session files hold \
            packages of data by package id: {"products.foo": {"color": "red"}}.

            Nothing is written to standard output unless the whole page renders.
            """
    )

    @Option(
        help: ArgumentHelp("The file with the data, '-' for standard input.", valueName: "file")
    )
    var data: String?

    @Option(help: ArgumentHelp("The file with the session's data.", valueName: "file"))
    var session: String?

    @Option(help: "How the template is read: auto, html, xml or text.")
    var mode = Mode.auto

    @Option(
        help: ArgumentHelp(
            """
            The folder that TEMPLATE and the templates it refers to are looked up in; by default \
            the folder around TEMPLATE that has the templates that it names.
            """,
            valueName: "dir"
        )
    )
    var root: String?

    @OptionGroup var catalogOptions: CatalogOptions

    @Option(
        help: ArgumentHelp("A language of the page; several by preference.", valueName: "tag")
    )
    var language: [String] = []

    @Option(
        name: .customLong("macros"),
        help: ArgumentHelp(
            "A template that the variable NAME stands for, to use macros of it; repeatable.",
            valueName: "name=file"
        )
    )
    var macroFiles: [MacroFile] = []

    @OptionGroup var rendering: RenderingOptions

    @Argument(help: "The template, '-' for standard input.")
    var template: String

    /// The values of `--mode`.
    enum Mode: String, ExpressibleByArgument, CaseIterable {
        case auto
        case html
        case xml
        case text

        var templateMode: TemplateMode? { TemplateMode(rawValue: rawValue) }
    }

    func validate() throws {
        try MacroFile.checkNames(macroFiles.map(\.name))
        if [template, data, session].count(where: { $0 == InputFile.standardInput }) > 1 {
            throw ValidationError("Standard input can be read only once.")
        }
        if root != nil, template == InputFile.standardInput {
            throw ValidationError("--root needs the name of a template, not standard input.")
        }
    }

    func run() throws {
        try Diagnosis.reporting {
            let (library, note) = try library()
            let compiled = try adding(note) { try compiledTemplate(library) }
            var context = TemplateContext()
            if let data {
                context = try InputFile(data).variables()
            }
            let standing = TalismanCommand.current.variables
            for (name, value) in zip(standing.keys, standing.values) where context[name] == nil {
                context[name] = value
            }
            context.languages = language
            let session = try sessionData()
            let hasOwnRequest = context["request"] != nil
            if !hasOwnRequest {
                let request = RequestInfo(language: language.first)
                context["request"] = .object(RequestObject(request, session: session))
            }
            for macros in macroFiles {
                context[macros.name] = try macros.template(library).value
            }
            let output = try adding(note) {
                try page(compiled, context, hasOwnRequest: hasOwnRequest)
            }
            try StandardOutput.write(output)
        }
    }

    private func page(
        _ template: Template,
        _ context: TemplateContext,
        hasOwnRequest: Bool
    ) throws -> TemplateOutput {
        var page = TemplateOutput()
        do throws(TemplateError) {
            try template.render(context, into: &page)
        } catch {
            guard hasOwnRequest, error.code == .objectFailed else { throw error }
            let note = "the data has a 'request' of its own; session data is given with --session"
            throw error.adding([TemplateError.Note(note)])
        }
        return page
    }

    /// Says what to do where a template is not among those of the folder.
    private func adding<Result: ~Copyable>(
        _ note: String?,
        _ work: () throws -> Result
    ) throws -> Result {
        do {
            return try work()
        } catch let error as TemplateError where error.code == .templateNotFound {
            throw error.adding(note.map { [TemplateError.Note($0)] } ?? [])
        }
    }

    /// The templates, and what to do where one is not among them.
    private func library() throws -> (TemplateLibrary, note: String?) {
        let settings = rendering.settings
        let file = TemplateFile(path: template, folder: "")
        let roots =
            try root.map { TemplateRoots($0) } ?? TemplateRoots(of: [file], at: template, settings)
        let place = roots.root(of: file)
        let catalogs = CatalogFolder(path: catalogOptions.catalog, sourceLanguage: "en")
        let loader: any TemplateLoader =
            if let root { FileTemplateLoader(root: root) } else { FolderLoader(of: place) }
        let library = try settings.library(place, loader, catalogs.found(near: place)?.catalogs)
        return (library, roots.noteOnFoldersAbove)
    }

    private func compiledTemplate(_ library: TemplateLibrary) throws -> Template {
        let loader = root.map(FileTemplateLoader.init)
        let source = try TemplateSource(
            name: template == InputFile.standardInput ? "<stdin>" : template,
            bytes: loader?.load(template).bytes ?? InputFile(template).bytes(),
            mode: mode.templateMode,
            limits: library.configuration.limits
        )
        return try library.template(compiling: source)
    }

    /// The packages of the session file.
    private func sessionData() throws -> [String: [String: TemplateValue]] {
        guard let session else { return [:] }
        return try PreviewData.packages(InputFile(session).value(), session)
    }
}
