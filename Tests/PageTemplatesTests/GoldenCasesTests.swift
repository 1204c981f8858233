// SPDX-License-Identifier: Apache-2.0

import Foundation
import PageTemplatesTesting
import Testing

@testable import PageTemplates

/// The behaviours of the language, one folder an area, one case a behaviour.
@Suite struct GoldenCasesTests {
    private static let cases = GoldenCases(directory: "Cases")

    @Test func findsTheCases() {
        #expect(Self.cases.all.count > 100)
    }

    @Test(arguments: cases.all)
    func rendersAsExpected(_ golden: GoldenCase) throws {
        try Self.cases.run(golden) { golden in
            try Array(Self.render(golden).utf8)
        }
    }

    @Test(arguments: cases.all.filter { !$0.mustFail })
    func rendersTheSameInChunks(_ golden: GoldenCase) async throws {
        let template = try Self.template(golden)
        let context = try Self.context(golden)
        var page: [UInt8] = []
        for try await chunk in template.chunks(context, size: 1) {
            page += chunk
        }
        #expect(String(decoding: page, as: UTF8.self) == (try template.render(context)))
    }

    /// What a preview wants to know is in attributes of tags, and changes nothing else.
    @Test(arguments: cases.all.filter { !$0.name.hasPrefix("limits/") })
    func placesAreAllThatAPreviewAdds(_ golden: GoldenCase) throws {
        let attribute = "data-place-of-the-test"
        let plain = Result { try Self.render(golden) }
        let marked = Result {
            try Self.template(golden, placeAttribute: attribute).render(Self.context(golden))
        }
        switch (plain, marked) {
        case (.success(let page), .success(let marked)):
            let pieces = marked.components(separatedBy: " \(attribute)=\"")
            let rest = pieces.dropFirst().map { $0.drop { $0 != "\"" }.dropFirst() }
            #expect(pieces[0] + rest.joined() == page)
        case (.failure(let error), .failure(let other)): #expect("\(error)" == "\(other)")
        default: Issue.record("only one of both fails: \(plain), \(marked)")
        }
    }

    /// Counting changes no page, and templates without it have no instruction for it.
    @Test(arguments: cases.all)
    func countingChangesNoPage(_ golden: GoldenCase) throws {
        let plain = Result { try Self.render(golden) }
        let counted = Result {
            try Self.template(golden, coverage: CoverageRecorder()).render(Self.context(golden))
        }
        switch (plain, counted) {
        case (.success(let page), .success(let counted)): #expect(counted == page)
        case (.failure(let error), .failure(let other)): #expect("\(error)" == "\(other)")
        default: Issue.record("only one of both fails: \(plain), \(counted)")
        }
        guard let program = try? Self.template(golden).program else { return }
        #expect(program.coverage == nil)
        #expect(
            !program.instructions.contains { if case .count = $0.operation { true } else { false } }
        )
    }

    /// Every kind of failure has a case that shows its report, or a test where
    /// no template file can cause it.
    @Test func everyCodeHasACase() throws {
        let reports = try Self.cases.all.filter(\.mustFail).map { golden in
            try String(contentsOfFile: golden.expectationPath, encoding: .utf8)
        }
        let shown = Set(
            TemplateError.Code.allCases.filter { code in
                reports.contains { $0.contains("[\(code.rawValue)]") }
            }
        )
        #expect(shown.isDisjoint(with: Self.causedByTheApplication))
        #expect(shown.union(Self.causedByTheApplication) == Set(TemplateError.Code.allCases))
    }

    /// What only loaders, objects, tasks, manifests and who asks for fragments cause; `LoaderTests`,
    /// `ApplicationFailureTests`, `ManifestFileTests` and `FragmentTests` show these reports.
    private static let causedByTheApplication: Set<TemplateError.Code> = [
        .templateUnreadable, .templateNameRefused, .objectFailed,
        .deadlineExceeded, .cancelled, .invalidManifest, .fragmentNotFound, .unusableFragment,
    ]

    /// The limits of the cases, low enough to be met by small templates; those about templates
    /// that are not trusted have their own.
    private static func configuration(of golden: GoldenCase) throws -> TemplateConfiguration {
        if golden.name.hasPrefix("untrusted/") { return .untrusted }
        var configuration = TemplateConfiguration()
        configuration.translator = try translator(of: golden)
        if golden.name.hasPrefix("chameleon/") { configuration.dialect = .chameleon }
        configuration.limits.loopItems = 1_000
        configuration.allowsScripts =
            golden.name.hasSuffix("/scripts")
            || golden.name.hasPrefix("scripts/") && !golden.name.hasSuffix("not-allowed")
        configuration.readsPrivateNames = !golden.name.contains("error-private-name")
        if golden.name.hasSuffix("zope-functions") {
            configuration.functions = [
                "test", "same_type", "hasattr", "getattr", "filter", "map",
            ]
        }
        configuration.refusalsAreErrors = golden.name.hasPrefix("places/error-refused")
        configuration.trimsStatementLines = golden.name.hasPrefix("trim/")
        guard golden.name.hasPrefix("limits/") else { return configuration }
        configuration.limits.steps = 500
        configuration.limits.expressionDepth = 8
        configuration.limits.loopItems = golden.name.hasSuffix("items") ? 100 : 10_000
        configuration.limits.output = golden.name.hasSuffix("output") ? 2_000 : 20_000
        configuration.limits.string = 100
        configuration.limits.source = golden.name.hasSuffix("source") ? 1_000 : 4_000
        configuration.limits.attributes = 16
        return configuration
    }

    /// The catalogs of the cases about translation: those that a case has for
    /// itself, else those that are for all.
    private static func translator(of golden: GoldenCase) throws -> (any TemplateTranslator)? {
        guard golden.name.hasPrefix("i18n/") else { return nil }
        let name = golden.name.dropFirst("i18n/".count)
        let folders = ["_locales-\(name)", "_locales"].map { "\(cases.directory)/i18n/\($0)" }
        let folder = folders.first { FileManager.default.fileExists(atPath: $0) }
        // Errors name files from the folder on.
        return try folder.map { try TranslationCatalogs(FileTemplateLoader(root: $0)) }
    }

    /// The variables of a case; messages become German, and formats what their name says.
    private static func context(_ golden: GoldenCase) throws -> TemplateContext {
        var context = try TemplateContext(membersOf: golden.data())
        context.languages = ["de-AT"]
        if golden.name.hasPrefix("formats/") {
            context.languages = golden.name.split(separator: "-").suffix(1).map(String.init)
        }
        return context
    }

    private static func template(
        _ golden: GoldenCase,
        placeAttribute: String? = nil,
        coverage: CoverageRecorder? = nil
    ) throws -> Template {
        var configuration = try configuration(of: golden)
        configuration.placeAttribute = placeAttribute
        configuration.coverage = coverage
        let source = try TemplateSource(
            name: golden.templateName,
            bytes: golden.template(),
            mode: golden.mode,
            limits: configuration.limits
        )
        return try Template(source, configuration: configuration)
    }

    private static func render(_ golden: GoldenCase) throws -> String {
        try template(golden).render(context(golden))
    }
}
