// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import Synchronization
import Talisman
import TemplateSyntax
import TemplateTools

/// The templates of a folder, rendered with sample data whenever somebody looks.
///
/// What was compiled is kept until a file changes. `Sendable`.
final class Preview: Sendable {
    /// What a preview is made of.
    struct Parts: Sendable {
        /// The path of the folder, with a slash at its end.
        var root: String

        /// The folder with the catalogs.
        var catalogs: CatalogFolder

        /// A file with data, or a folder of samples; `nil` for none but those in the root.
        var data: String?

        /// The language of stories for which none is chosen; `nil` for that of the source.
        var language: String?

        /// The addresses of style sheets for macros, which have no head of their own.
        var styles: [String] = []

        /// The variables that every page of the application has.
        var variables = TemplateMapping()

        /// Counts what pages reach of templates; `nil` where nobody asks.
        var coverage: CoverageRecorder?

        /// How templates are compiled; asked again after each change, for it reads manifests.
        var settings: @Sendable () -> TemplateSettings
    }

    let parts: Parts

    /// The attribute that says where an element stands, which no template has by chance.
    let placeAttribute: String

    private let known = Mutex(Known())

    /// What is known until files change.
    private struct Known {
        var state: State?

        /// What the folder has, which stays where files only change.
        var folder: Folder?

        /// What templates and other files are, by their names.
        var entries: [String: Entry] = [:]
    }

    /// What is compiled.
    private struct State {
        let settings: TemplateSettings
        let library: TemplateLibrary
        let folder: Folder
    }

    /// What the folder has.
    private struct Folder {
        let files: Set<String>
        let catalogs: TranslationCatalogs?
        let samples: PreviewSamples
        let stems: Set<String>
    }

    /// A file as it is in the list of stories.
    private struct Entry {
        let version: TemplateVersion

        /// The macros of a template; `nil` where the file is none.
        let macros: [String]?
    }

    /// - Parameters:
    ///   - parts: What it is made of.
    ///   - mark: What tells its attribute from those of templates: letters and digits.
    init(_ parts: Parts, mark: String) {
        self.parts = parts
        placeAttribute = "data-talisman-\(mark)"
    }

    /// Forgets what is no longer so.
    func take(_ change: PreviewChange) {
        known.withLock { known in
            known.state = nil
            let isEdit = change.paths.allSatisfy { path in
                known.folder?.files.contains(path) == true && Self.isEdited(path)
                    && (try? loader.version(of: path)) != nil
            }
            guard change.mayBeMore || !isEdit else { return }
            known.folder = nil
            let hasManifest = change.paths.contains { $0.hasSuffix(ManifestFile.name) }
            if change.mayBeMore || hasManifest { known.entries = [:] }
        }
    }

    /// Whether a file has nothing that is read but with the folder as a whole.
    private static func isEdited(_ path: String) -> Bool {
        ![".po", ".mo", ManifestFile.name].contains { path.hasSuffix($0) }
    }

    // MARK: - Stories

    /// All there is to look at.
    ///
    /// - Throws: `TemplateError` or `Diagnosis` for a manifest or a catalog that is none.
    func stories() throws -> PreviewStories {
        let state = try state()
        let folder = state.folder
        let templates = try folder.files.sorted().compactMap { name -> PreviewStories.Template? in
            guard let macros = try macros(of: name, state) else { return nil }
            return PreviewStories.Template(
                name: name,
                macros: macros,
                samples: folder.samples.samples(of: name, among: folder.stems).map(\.name)
            )
        }
        return PreviewStories(
            templates: templates,
            languages: folder.catalogs?.languages ?? [],
            language: parts.language
        )
    }

    /// The macros of a template; `nil` for other files.
    ///
    /// What has not changed is not read again.
    private func macros(of name: String, _ state: State) throws -> [String]? {
        let version = try? loader.version(of: name)
        let entry = known.withLock { $0.entries[name] }
        if let entry, let version, entry.version == version { return entry.macros }
        guard try isTemplate(name, state) else {
            known.withLock { $0.entries[name] = version.map { Entry(version: $0, macros: nil) } }
            return nil
        }
        let configuration = try state.settings.configuration(for: folder(of: name))
        let macros = source(name, state).map { BoundNames.macros(of: $0, configuration) } ?? []
        known.withLock { $0.entries[name] = version.map { Entry(version: $0, macros: macros) } }
        return macros
    }

    /// The source of a template; `nil` for what cannot be read.
    private func source(_ name: String, _ state: State) -> TemplateSource? {
        guard let bytes = try? loader.load(name).bytes else { return nil }
        let limits = state.library.configuration.limits
        return try? TemplateSource(name: name, bytes: bytes, limits: limits)
    }

    /// Whether a name is that of a template; one that cannot be read is, for its author should
    /// know.
    func isTemplate(_ name: String) -> Bool {
        (try? isTemplate(name, state())) ?? false
    }

    private func isTemplate(_ name: String, _ state: State) throws -> Bool {
        let extensions = try state.settings.extensions(for: folder(of: name))
        let exists = state.folder.files.contains(name) || (try? loader.version(of: name)) != nil
        guard exists, let kind = TemplateFileKind(path: name, extensions) else { return false }
        guard kind != .page, let bytes = try? loader.load(name).bytes else { return true }
        return kind.isTemplate(bytes)
    }

    var loader: FileTemplateLoader { FileTemplateLoader(root: parts.root) }

    private func folder(of name: String) -> String {
        TemplateFile(path: parts.root + name, folder: "").place
    }

    /// What a page is made of, by the names of the files: the template and those that it uses,
    /// its data, its session and the catalogs.
    ///
    /// - Returns: The bytes; a file that cannot be read is left out.
    func sources(of query: PreviewQuery) -> [String: [UInt8]] {
        guard let state = try? state() else { return [:] }
        var sources: [String: [UInt8]] = [:]
        sources[query.template] = try? loader.load(query.template).bytes
        if let source = source(query.template, state) {
            for (name, other) in (try? state.library.checked(source))?.others ?? [:] {
                sources[name] = other.markup.bytes
            }
        }
        let folder = state.folder
        let samples = folder.samples.samples(of: query.template, among: folder.stems)
        let sample = sample(for: query, among: samples)
        for path in [sample?.data, sample?.session].compactMap(\.self) {
            let name = parts.data.map { path.hasPrefix($0) ? path.dropFirst($0.count) : path[...] }
            let shown = (name ?? path[...]).trimmingPrefix(parts.root).trimmingPrefix("/")
            sources[String(shown)] = try? InputFile(path).bytes()
        }
        for file in folder.files where file.hasSuffix(".po") || file.hasSuffix(".mo") {
            sources[file] = try? loader.load(file).bytes
        }
        return sources
    }

    // MARK: - Rendering

    /// Compiles a template, so that its places are known whether a page reaches them or not.
    ///
    /// - Throws: What is wrong with it, or with its manifest.
    func compile(_ template: String) throws {
        _ = try state().library.template(template)
    }

    /// Renders a story.
    ///
    /// - Throws: `PreviewFailure`, with all that the developer wants to know.
    func page(_ query: PreviewQuery) throws(PreviewFailure) -> PreviewPage {
        var query = query
        query.language = query.language ?? parts.language
        var failure = PreviewFailure()
        do {
            let state = try state()
            let folder = state.folder
            let samples = folder.samples.samples(of: query.template, among: folder.stems)
            let sample = sample(for: query, among: samples)
            failure.isWithoutData = sample?.data == nil
            let packages = try packages(query, sample)
            failure.session = PreviewData.text(packages)
            var context = try context(query, sample)
            if context["request"] == nil {
                let info = RequestInfo(language: query.language)
                context["request"] = .object(RequestObject(info, session: packages))
            }
            failure.variables = context.variables
            let template = try state.library.template(query.template)
            let (story, document) = try story(query, template, &context)
            var output = TemplateOutput()
            try story.render(context, into: &output)
            return PreviewPage(
                marked: document.wrapped(output.bytes),
                name: query.template,
                mode: template.mode,
                attribute: placeAttribute,
                session: failure.session
            )
        } catch {
            failure.errors = PreviewFailure.errors(of: error)
            throw failure
        }
    }

    /// What is rendered, and what stands around it.
    private func story(
        _ query: PreviewQuery,
        _ template: Template,
        _ context: inout TemplateContext
    ) throws -> (Template, PreviewDocument) {
        guard let macro = query.macro else { return (template, .none) }
        context["talisman_template"] = template.value
        context["talisman_macro"] = .string(macro)
        let story = try Template(
            named: PreviewFailure.macroStory,
            "<metal:block use-macro=\"talisman_template/macros/?talisman_macro\"/>"
        )
        return (story, template.mode == .html ? .around(styles: parts.styles) : .none)
    }

    private func sample(
        for query: PreviewQuery,
        among samples: [PreviewSample]
    ) -> PreviewSample? {
        let wanted = query.sample ?? query.macro
        return samples.first { $0.name == wanted } ?? samples.first
    }

    private func context(_ query: PreviewQuery, _ sample: PreviewSample?) throws -> TemplateContext
    {
        var context = TemplateContext()
        if let path = sample?.data { context = try InputFile(path).variables() }
        let standing = parts.variables
        for (name, value) in zip(standing.keys, standing.values) where context[name] == nil {
            context[name] = value
        }
        let languages = query.language.map { [$0] } ?? []
        context.languages = query.pseudo == true ? [PseudoLanguage.tag] + languages : languages
        return context
    }

    private func packages(
        _ query: PreviewQuery,
        _ sample: PreviewSample?
    ) throws -> [String: [String: TemplateValue]] {
        if let text = query.session {
            let name = "session of the panel"
            return try PreviewData.packages(TemplateValue(json: text, name: name), name)
        }
        guard let path = sample?.session else { return [:] }
        return try PreviewData.packages(InputFile(path).value(), path)
    }

    // MARK: - State

    private func state() throws -> State {
        try known.withLock { known in
            if let state = known.state { return state }
            let folder = try known.folder ?? newFolder()
            let state = try newState(folder)
            known.folder = folder
            known.state = state
            return state
        }
    }

    private func newState(_ folder: Folder) throws -> State {
        let settings = parts.settings()
        let library = try settings.library(
            parts.root,
            FolderLoader(of: parts.root),
            PseudoLanguage(texts: folder.catalogs)
        ) { [placeAttribute, parts] in
            $0.placeAttribute = placeAttribute
            $0.coverage = parts.coverage
        }
        return State(settings: settings, library: library, folder: folder)
    }

    private func newFolder() throws -> Folder {
        let catalogs = try parts.catalogs.found(near: parts.root)?.catalogs
        let files = loader.listing.files
        var folders = [PreviewSamples.Folder(path: parts.root, files: files)]
        var shared: String?
        if let data = parts.data {
            if TemplateFile.isFolder(data) {
                let path = data.hasSuffix("/") ? data : data + "/"
                let files = FileTemplateLoader(root: path).listing.files
                folders.insert(PreviewSamples.Folder(path: path, files: files), at: 0)
            } else {
                shared = data
            }
        }
        let pages = files.filter { TemplateFileKind(path: $0) != nil }
        return Folder(
            files: Set(files),
            catalogs: catalogs,
            samples: PreviewSamples(folders: folders, shared: shared),
            stems: Set(pages.compactMap(PreviewSamples.stem))
        )
    }
}

extension Preview {
    /// What the overlay shows of a failure.
    func problems(_ failure: PreviewFailure, of query: PreviewQuery) -> [TemplateProblem] {
        failure.problems(of: query) { location in
            let configuration = try? parts.settings().configuration(for: folder(of: location.name))
            return configuration.map { BoundNames.at(location, in: loader, $0) } ?? []
        }
    }
}
