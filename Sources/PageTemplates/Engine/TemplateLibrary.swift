// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Compiled templates by name.
///
/// A template is compiled when it is asked for the first time, once, however
/// many tasks ask for it at that moment. A library is made for the life of the
/// program and used by all of its tasks.
///
/// ```swift
/// let library = TemplateLibrary(root: "Templates")
/// let page = try library.template("shop/index.html").render(context)
/// ```
public final class TemplateLibrary: Sendable {
    /// How the templates are compiled.
    public let configuration: TemplateConfiguration

    /// Whether a template that has changed is compiled again.
    public let reloads: Bool

    /// Where the templates come from.
    package let loader: any TemplateLoader

    /// How a template is compiled by its name; `nil` where all are compiled alike.
    private let configurationOf:
        (@Sendable (String) throws(TemplateError) -> TemplateConfiguration)?
    private let slots = Mutex<[String: Slot]>([:])

    /// A template that is compiled, or about to be.
    private final class Slot: Sendable {
        let compiled = Mutex<Compiled?>(nil)

        /// The template with all that it refers to, where nothing is reloaded.
        let linked = Mutex<Template?>(nil)

        /// Those of its fragments that were asked for, by name.
        let fragments = Mutex<[String: Fragment]>([:])
    }

    /// A fragment of a version of a template.
    private struct Fragment {
        let page: TemplateProgram
        let program: TemplateProgram
        let template: Template
    }

    private struct Compiled {
        let program: TemplateProgram
        let version: TemplateVersion
    }

    /// Creates a library over a loader.
    ///
    /// - Parameters:
    ///   - loader: Where the templates come from.
    ///   - configuration: How they are compiled.
    ///   - reloads: Whether to look for changes each time a template is asked
    ///     for; by default not. Switch it on while templates are written.
    public init(
        _ loader: any TemplateLoader,
        configuration: TemplateConfiguration = .init(),
        reloads: Bool = false
    ) {
        self.loader = loader
        self.configuration = configuration
        self.reloads = reloads
        configurationOf = nil
    }

    /// Creates a library for tools, whose templates are compiled each in its own way.
    ///
    /// - Parameters:
    ///   - loader: Where the templates come from.
    ///   - configuration: What holds for all of them, limits above all.
    ///   - reloads: Whether to look for changes each time; by default not.
    ///   - configurationOf: How a template of a name is compiled.
    package init(
        _ loader: any TemplateLoader,
        configuration: TemplateConfiguration,
        reloads: Bool = false,
        configurationOf: @escaping @Sendable (String) throws(TemplateError) -> TemplateConfiguration
    ) {
        self.loader = loader
        self.configuration = configuration
        self.reloads = reloads
        self.configurationOf = configurationOf
    }

    /// A library of the same templates, whose elements say where they stand.
    ///
    /// - Parameter attribute: The ``TemplateConfiguration/placeAttribute``.
    /// - Returns: The library, which compiles its templates by itself.
    package func writingPlaces(in attribute: String) -> TemplateLibrary {
        var marked = configuration
        marked.placeAttribute = attribute
        guard let configurationOf else {
            return TemplateLibrary(loader, configuration: marked, reloads: reloads)
        }
        return TemplateLibrary(loader, configuration: marked, reloads: reloads) {
            name throws(TemplateError) in
            var configuration = try configurationOf(name)
            configuration.placeAttribute = attribute
            return configuration
        }
    }

    /// Creates a library over the files below a folder.
    ///
    /// - Parameters:
    ///   - root: The path of the folder; nothing outside of it is ever read.
    ///   - configuration: How the templates are compiled.
    ///   - reloads: Whether to look for changes each time a template is asked
    ///     for; by default not.
    public convenience init(
        root: String,
        configuration: TemplateConfiguration = .init(),
        reloads: Bool = false
    ) {
        self.init(FileTemplateLoader(root: root), configuration: configuration, reloads: reloads)
    }

    /// A library of the same templates that counts what renders reach of them; it compiles each
    /// of its own.
    ///
    /// - Parameter recorder: Gets the counts.
    /// - Returns: The library.
    package func counting(into recorder: CoverageRecorder) -> TemplateLibrary {
        var counting = configuration
        counting.coverage = recorder
        guard let configurationOf else {
            return TemplateLibrary(loader, configuration: counting, reloads: reloads)
        }
        return TemplateLibrary(loader, configuration: counting, reloads: reloads) {
            (name) throws(TemplateError) in
            var configuration = try configurationOf(name)
            configuration.coverage = recorder
            return configuration
        }
    }

    /// The names that the loader knows.
    public var names: [String] { loader.names }

    /// A compiled template.
    ///
    /// - Parameter name: Its name, a relative path with `/` between its parts.
    /// - Returns: The template; with `reloads`, as it is now.
    /// - Throws: ``TemplateError`` of the loader, or of the compilation. The
    ///   next call tries again.
    public func template(_ name: String) throws(TemplateError) -> Template {
        let (slot, program) = try compiled(name)
        if let known = slot.linked.withLock({ $0 }), !reloads { return known }
        let template = Template(try link(program))
        slot.linked.withLock { $0 = template }
        return template
    }

    /// A fragment of a template: one element of it, rendered alone.
    ///
    /// ```swift
    /// let cart = try library.fragment("cart", of: "shop/index.html")
    /// ```
    ///
    /// What it writes is what the page has in its place. Around it only the definitions, conditions
    /// and switches of the same file count, so that it needs no other variables and reads nothing
    /// else: ``Template/reads`` are those of the fragment.
    ///
    /// - Parameters:
    ///   - name: The name of a macro or of a slot of the template, or the `id` that the source gives
    ///     to an element.
    ///   - page: The name of the template.
    /// - Returns: The fragment; with `reloads`, as it is now. The library keeps it.
    /// - Throws: ``TemplateError`` of the loader or of the compilation, with the code
    ///   `fragmentNotFound` where nothing has the name, and with `unusableFragment` where it says
    ///   nothing by itself, as in a loop or a message.
    public func fragment(
        _ name: String,
        of page: String
    ) throws(TemplateError) -> Template {
        let (slot, program) = try compiled(page)
        let known = slot.fragments.withLock { $0[name] }.flatMap { $0.page === program ? $0 : nil }
        if let known, !reloads { return known.template }
        let own: TemplateProgram
        if let known {
            own = known.program
        } else {
            let configuration = try configuration(of: program.source)
            own = try TemplateCompiler.program(of: program.source, configuration, fragment: name)
        }
        let template = Template(try link(own))
        slot.fragments.withLock {
            $0[name] = Fragment(page: program, program: own, template: template)
        }
        return template
    }

    /// Compiles a source that the loader does not have, such as standard input.
    ///
    /// - Parameter source: The template; what it refers to is of this library.
    /// - Returns: The template, which the library does not keep.
    /// - Throws: ``TemplateError`` of the compilation, or of the loader for the
    ///   templates that it refers to.
    public func template(compiling source: TemplateSource) throws(TemplateError) -> Template {
        Template(try link(try program(of: source)))
    }

    /// Finds all that is wrong with a source, or doubtful about it.
    ///
    /// - Parameter source: The template; what it refers to is of this library.
    /// - Returns: Errors and warnings in the order of the source, and behind them the first
    ///   error of each template that it refers to and that does not compile.
    public func diagnostics(of source: TemplateSource) -> [TemplateDiagnostic] {
        do throws(TemplateError) {
            return try checked(source).diagnostics
        } catch {
            return [.error(error)]
        }
    }

    /// The same, and what else tools want to know of the template.
    ///
    /// - Throws: ``TemplateError`` where nobody can say how the template is compiled.
    package func checked(_ source: TemplateSource) throws(TemplateError) -> CheckedTemplate {
        let checked = TemplateCompiler.checked(source, try configuration(of: source))
        let (linked, failed) = linkable(checked.program)
        let macros = linked.macroDiagnostics(without: Set(failed.keys))
        let errors = failed.sorted { $0.key < $1.key }.map { TemplateDiagnostic.error($0.value) }
        return CheckedTemplate(
            source: source,
            tree: checked.tree,
            diagnostics: (checked.diagnostics + macros).inSourceOrder + errors,
            linked: linked
        )
    }

    /// Finds the templates that a program refers to, and those that they do.
    private func link(_ program: TemplateProgram) throws(TemplateError) -> LinkedProgram {
        let (linked, failed) = linkable(program)
        if let first = failed.min(by: { $0.key < $1.key }) { throw first.value }
        return linked
    }

    /// The same, and the errors of those that do not compile, by name.
    ///
    /// A template that does not exist is left out: a path may have an
    /// alternative to it.
    private func linkable(_ program: TemplateProgram) -> (LinkedProgram, [String: TemplateError]) {
        var others: [String: TemplateProgram] = [:]
        var failed: [String: TemplateError] = [:]
        var open = program.references
        while let name = open.popLast() {
            guard others[name] == nil, failed[name] == nil else { continue }
            do throws(TemplateError) {
                let other = try referenced(name)
                others[name] = other
                open += other.references
            } catch {
                let isAbsent = error.code == .templateNotFound || error.code == .templateNameRefused
                if !isAbsent { failed[name] = error }
            }
        }
        let templates = LinkedTemplates(others) { [loader] in loader.names }
        return (LinkedProgram(program: program, others: templates), failed)
    }

    /// The program that a reference means.
    ///
    /// The error for one that is not there suggests no names, for it counts only where a macro of
    /// it is used.
    private func referenced(_ name: String) throws(TemplateError) -> TemplateProgram {
        let file = file(of: name)
        let isKnown = slots.withLock { $0[file] != nil }
        if !isKnown { _ = try loader.version(of: file) }
        return try compiled(file).program
    }

    /// The name of the file that a reference means: `templates/issue.index` may be
    /// `issue.index.html`, as in Roundup.
    private func file(of name: String) -> String {
        guard !TemplateFileKind.hasEnding(name), (try? loader.version(of: name)) == nil
        else { return name }
        let files = TemplateFileKind.impliedEndings.map { "\(name).\($0)" }
        return files.first { (try? loader.version(of: $0)) != nil } ?? name
    }

    private func compiled(
        _ name: String
    ) throws(TemplateError) -> (slot: Slot, program: TemplateProgram) {
        let slot = slots.withLock { slots in
            if let slot = slots[name] { return slot }
            let slot = Slot()
            slots[name] = slot
            return slot
        }
        do throws(TemplateError) {
            return (slot, try program(name, in: slot))
        } catch {
            forget(name, slot)
            throw error
        }
    }

    private func program(_ name: String, in slot: Slot) throws(TemplateError) -> TemplateProgram {
        try slot.compiled.withLock { compiled throws(TemplateError) in
            if let known = compiled {
                guard reloads else { return known.program }
                if let version = try? loader.version(of: name), version == known.version {
                    return known.program
                }
            }
            let loaded = try loader.load(name)
            let source = try TemplateSource(
                name: name,
                bytes: loaded.bytes,
                limits: configuration.limits
            )
            let program = try program(of: source)
            compiled = Compiled(program: program, version: loaded.version)
            return program
        }
    }

    private func program(of source: TemplateSource) throws(TemplateError) -> TemplateProgram {
        try TemplateCompiler.program(of: source, configuration(of: source))
    }

    private func configuration(
        of source: TemplateSource
    ) throws(TemplateError) -> TemplateConfiguration {
        try configurationOf?(source.name) ?? configuration
    }

    /// Gives up a slot that holds no template, so that names that do not exist
    /// take no room.
    private func forget(_ name: String, _ slot: Slot) {
        slots.withLock { slots in
            if slots[name] === slot { slots[name] = nil }
        }
    }
}
