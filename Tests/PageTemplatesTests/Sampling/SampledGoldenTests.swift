// SPDX-License-Identifier: Apache-2.0

import Foundation
import PageTemplates
import PageTemplatesTesting
import Testing

/// The golden cases of the language, tried against their data.
@Suite struct SampledGoldenTests {
    private static let cases = GoldenCases(directory: "../Cases").all

    private func findings(_ golden: GoldenCase) throws -> [TemplateDiagnostic] {
        var configuration = TemplateConfiguration()
        configuration.allowsScripts = true
        configuration.functions = ["test", "same_type", "hasattr", "getattr", "filter", "map"]
        if golden.name.hasPrefix("chameleon/") { configuration.dialect = .chameleon }
        let source = try TemplateSource(
            name: golden.templateName,
            bytes: golden.template(),
            mode: golden.mode,
            limits: configuration.limits
        )
        let template = try Template(source, configuration: configuration)
        return template.findings(in: try TemplateContext(membersOf: golden.data()).variables)
    }

    /// Cases with an error in a branch that does not run with their data.
    private static let withHiddenErrors = ["switch/case-before-condition"]

    @Test(arguments: cases.filter { !$0.mustFail && !withHiddenErrors.contains($0.name) })
    func findsNoErrorInWhatRenders(_ golden: GoldenCase) throws {
        let errors = try findings(golden).filter { finding in
            if case .error = finding { true } else { false }
        }
        #expect(errors.map(\.description) == [])
    }

    /// Failures of what is not looked at: Python, deferred expressions and loops of the engine,
    /// attributes and messages that a mapping sets, lists that other data have longer.
    private static let unseen = [
        "python/error-computed-path-missing",
        "chameleon/error-absent",
        "content/error-container-in-a-mapping-of-attributes",
        "content/error-container-in-a-message",
        "content/error-container-of-python",
        "content/error-function",
        "places/error-data-of-a-script-is-an-object",
        "python/error-lambda-without-text",
        "repeat/error-group",
        "repeat/error-no-key",
        "repeat/error-no-such-loop",
        "tales/error-global-defer-out-of-scope",
        "tales/error-in-defer",
        "tales/error-missing-index",
    ]

    private static let codes = [
        "[unknown-variable]", "[missing-member]", "[not-repeatable]", "[no-text]",
    ]

    @Test(arguments: cases.filter { $0.mustFail && !unseen.contains($0.name) })
    func findsWhatARenderFailsWith(_ golden: GoldenCase) throws {
        let report = try String(contentsOfFile: golden.expectationPath, encoding: .utf8)
        let line = report.prefix { $0 != "\n" }
        guard let code = Self.codes.first(where: { line.hasSuffix($0) }) else { return }
        let message = line.drop { $0 != " " }
        let found = try findings(golden).map { $0.description.prefix { $0 != "\n" } }
        #expect(found.contains { $0.hasSuffix(message) }, "\(code)")
    }
}
