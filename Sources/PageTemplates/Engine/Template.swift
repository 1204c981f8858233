// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// A compiled template, ready to be rendered as often as one likes.
///
/// A template is immutable and can be rendered by many tasks at once.
///
/// ```swift
/// let template = try Template(named: "hello.html", "<p tal:content=\"name\">you</p>")
/// let page = try template.render(TemplateContext(["name": "Ada"]))
/// ```
public struct Template: Sendable {
    let linked: LinkedProgram

    /// What it and its macros read through path namespaces, and its variables.
    public let reads: TemplateReads

    /// The code that it and its macros have written out.
    public let code: TemplateCode

    /// What a site makes of its reads.
    package let keptReads = KeptValue()

    /// Compiles a source.
    ///
    /// - Parameters:
    ///   - source: The template.
    ///   - configuration: How it is compiled.
    ///   - templates: The templates that `templates/NAME` and `load:` find. A
    ///     ``TemplateLibrary`` finds them by itself.
    /// - Throws: ``TemplateError`` for whatever is wrong with the template; what
    ///   compiles never fails for its form when it is rendered.
    public init(
        _ source: TemplateSource,
        configuration: TemplateConfiguration = .init(),
        templates: [String: Template] = [:]
    ) throws(TemplateError) {
        let program = try TemplateCompiler.program(of: source, configuration)
        var others: [String: TemplateProgram] = [:]
        for (name, template) in templates {
            others.merge(template.linked.others.programs) { known, _ in known }
            others[name] = template.program
        }
        let names = Array(others.keys)
        self.init(
            LinkedProgram(
                program: program,
                others: LinkedTemplates(others) { names }
            )
        )
    }

    /// Finds all that is wrong with a source, or doubtful about it.
    ///
    /// Macros of other templates are not looked at: a ``TemplateLibrary`` knows them.
    ///
    /// - Parameters:
    ///   - source: The template.
    ///   - configuration: How it would be compiled.
    /// - Returns: Errors and warnings in the order of the source; where there is an error,
    ///   ``init(_:configuration:templates:)`` throws the first one.
    public static func diagnostics(
        of source: TemplateSource,
        configuration: TemplateConfiguration = .init()
    ) -> [TemplateDiagnostic] {
        TemplateCompiler.checked(source, configuration).diagnostics
    }

    /// The names of the templates that a source refers to, from the root, as far as they are
    /// written out; for tools, errors or not.
    package static func references(
        in source: TemplateSource,
        configuration: TemplateConfiguration
    ) -> [String] {
        // Most templates name none, and compiling takes time.
        guard source.markup.mayNameTemplates else { return [] }
        return TemplateCompiler.references(in: source, configuration)
    }

    init(_ linked: LinkedProgram) {
        self.linked = linked
        reads = linked.reads
        code = linked.code
    }

    /// Compiles a text.
    ///
    /// - Parameters:
    ///   - name: The name that errors show; its extension decides on the mode.
    ///   - text: The template.
    ///   - configuration: How it is compiled.
    /// - Throws: ``TemplateError`` for whatever is wrong with the template.
    public init(
        named name: String,
        _ text: String,
        configuration: TemplateConfiguration = .init()
    ) throws(TemplateError) {
        try self.init(
            TemplateSource(name: name, bytes: Array(text.utf8), limits: configuration.limits),
            configuration: configuration
        )
    }

    var program: TemplateProgram { linked.program }

    /// The template as a value, for variables that macros are taken from:
    /// `metal:use-macro="layout/macros/page"`.
    public var value: TemplateValue { .object(TemplateReference(linked)) }

    /// The name of the template.
    public var name: String { program.source.name }

    /// How its markup was read.
    public var mode: TemplateMode { program.source.mode }

    /// The texts that translators are asked for, in the order of the source.
    public var translatableTexts: [TranslatableText] {
        program.facts.texts.map { TranslatableText($0, in: program.source.file) }.inSourceOrder
    }

    /// Where messages stand whose ids are known only when they are rendered,
    /// because something in them is computed and has no name.
    public var computedTexts: [TemplateLocation] {
        program.facts.computedTexts.map { program.source.file.location(of: $0) }.sorted(by: <)
    }

    /// What is doubtful about the macros that it uses, in the order of the source.
    ///
    /// Other templates are known where the template comes from a
    /// ``TemplateLibrary``. Macros that only a render knows are not looked at.
    public var warnings: [TemplateWarning] { linked.warnings }

    /// Whether it reaches nothing but its data.
    package var isConfined: Bool { program.configuration.isConfined }

    /// Whether the page, or a macro that only the render knows, may run scripts.
    private var mayWrite: Bool {
        reads.runsScripts || (reads.isOpen && program.configuration.allowsScripts)
    }

    /// Renders a page as text.
    ///
    /// - Throws: ``TemplateError``; there is no page then, not even a part of it.
    public func render(_ context: TemplateContext = .init()) throws(TemplateError) -> String {
        var output = TemplateOutput()
        try render(context, into: &output)
        return output.string
    }

    /// Appends a page to a buffer.
    ///
    /// - Throws: ``TemplateError``; the buffer is then as it was before.
    public func render(
        _ context: TemplateContext,
        into output: inout TemplateOutput
    ) throws(TemplateError) {
        let before = output.count
        var run = PageRun(linked, context)
        run.flushed = -before
        swap(&run.output, &output)
        defer { swap(&run.output, &output) }
        do throws(TemplateError) {
            _ = try run.run(until: .max)
        } catch {
            run.output.truncate(to: before)
            throw error
        }
    }

    /// The page in pieces of about a size, rendered as they are asked for.
    ///
    /// A piece is given away before the rest is rendered, so an error can come
    /// when a part of the page has been sent already: use it for pages whose
    /// errors can only be bugs. Parts under a `tal:on-error` come in one piece,
    /// and so do messages. A template that runs scripts, or may, comes in one
    /// piece as a whole: whoever sends it can commit first what they have written.
    ///
    /// - Parameters:
    ///   - context: The variables.
    ///   - size: The bytes after which a piece is given away.
    /// - Returns: The pieces; each iteration renders the page anew.
    public func chunks(_ context: TemplateContext, size: Int = 16 << 10) -> TemplateChunks {
        TemplateChunks(linked: linked, context: context, size: mayWrite ? .max : max(1, size))
    }
}
