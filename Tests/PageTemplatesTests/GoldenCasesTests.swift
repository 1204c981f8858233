import PageTemplates
import PageTemplatesTesting
import Testing

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
        let context = try TemplateContext(golden.data())
        var page: [UInt8] = []
        for try await chunk in template.chunks(context, size: 1) {
            page += chunk
        }
        #expect(String(decoding: page, as: UTF8.self) == (try template.render(context)))
    }

    /// The limits of the cases, low enough to be met by small templates.
    private static let configuration: TemplateConfiguration = {
        var configuration = TemplateConfiguration()
        configuration.limits.loopItems = 1_000
        return configuration
    }()

    private static func template(_ golden: GoldenCase) throws -> Template {
        let source = try TemplateSource(
            name: golden.templateName,
            bytes: golden.template(),
            mode: golden.mode
        )
        return try Template(source, configuration: configuration)
    }

    private static func render(_ golden: GoldenCase) throws -> String {
        try template(golden).render(TemplateContext(golden.data()))
    }
}
