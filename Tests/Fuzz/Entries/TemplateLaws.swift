// SPDX-License-Identifier: Apache-2.0

@testable import PageTemplates

/// What holds for every template.
enum TemplateLaws {
    /// Compiles and renders a source.
    ///
    /// - Throws: `TemplateError` for a source that does not compile; ``FuzzFinding``.
    static func check(_ source: TemplateSource, _ configuration: TemplateConfiguration) throws {
        let diagnostics = Template.diagnostics(of: source, configuration: configuration)
        for diagnostic in diagnostics { _ = diagnostic.description }
        let template = try compile(source, configuration, diagnostics)
        _ = template.warnings.map(\.description)
        _ = (template.translatableTexts, template.computedTexts)
        _ = template.findings(in: HostileData.context.variables).map(\.description)
        try checkRenders(template)
    }

    private static func compile(
        _ source: TemplateSource,
        _ configuration: TemplateConfiguration,
        _ diagnostics: [TemplateDiagnostic]
    ) throws -> Template {
        let expected = diagnostics.firstError
        do {
            let template = try Template(
                source,
                configuration: configuration,
                templates: ["layout.html": layout]
            )
            try require(
                expected == nil,
                "what has the error \(expected?.code.rawValue ?? "") compiles"
            )
            return template
        } catch let error as TemplateError {
            try require(
                error.code == expected?.code,
                "\(error.code) is thrown, and the first diagnostic is \(String(describing: expected?.code))"
            )
            let range = error.location?.byteRange
            try require(
                range.map { $0.upperBound <= source.bytes.count } ?? false,
                "an error of the source has no place in it: \(error)"
            )
            throw error
        }
    }

    /// Renders at once and in pieces, which must be the same.
    private static func checkRenders(_ template: Template) throws {
        let whole = outcome { () throws(TemplateError) in
            Array(try template.render(HostileData.context).utf8)
        }
        let pieces = outcome { () throws(TemplateError) in
            try rendered(template, inPiecesOf: 64)
        }
        switch (whole, pieces) {
        case (.success(let whole), .success(let pieces)):
            try require(whole == pieces, "a page in pieces is another page")
        case (.failure(let error), .failure(let other)):
            _ = error.description
            try require(error.code == other.code, "\(error.code) is \(other.code) in pieces")
        case (.success, .failure(let error)): throw FuzzFinding("fails in pieces only: \(error)")
        case (.failure(let error), .success): throw FuzzFinding("fails as a whole only: \(error)")
        }
    }

    private static func outcome(
        _ body: () throws(TemplateError) -> [UInt8]
    ) -> Result<[UInt8], TemplateError> {
        Result(catching: body)
    }

    private static func rendered(
        _ template: Template,
        inPiecesOf size: Int
    ) throws(TemplateError) -> [UInt8] {
        var run = PageRun(template.linked, HostileData.context)
        var bytes: [UInt8] = []
        var isFinished = false
        while !isFinished {
            run.output = TemplateOutput()
            isFinished = try run.run(until: size)
            run.flushed += run.output.count
            bytes += run.output.bytes
        }
        return bytes
    }

    private static let layout: Template = {
        let text = """
            <html metal:define-macro="page"><title metal:define-slot="title">t</title>
            <body metal:define-slot="body" tal:define="n python:1">${s}</body></html>
            """
        do {
            return try Template(named: "layout.html", text)
        } catch {
            fatalError("the layout is wrong: \(error)")
        }
    }()
}
