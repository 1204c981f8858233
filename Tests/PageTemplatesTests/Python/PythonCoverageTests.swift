// SPDX-License-Identifier: Apache-2.0

import Foundation
import PageTemplatesTesting
import Testing

@testable import PageTemplates
@testable import TemplateSyntax

/// Everything that `python:` has stands in a golden case or in a row that
/// CPython has computed.
@Suite struct PythonCoverageTests {
    private struct Row: Decodable {
        let expression: String
    }

    private static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent()
        .appending(path: "../../Conformance/python")

    /// The expressions of the rows.
    private static func rows() throws -> [String] {
        let text = try String(contentsOf: folder.appending(path: "rows.jsonl"), encoding: .utf8)
        return try text.split(separator: "\n").map { line in
            try JSONDecoder().decode(Row.self, from: Data(line.utf8)).expression
        }
    }

    /// The expressions that the attributes of a golden case are.
    private static func expressions(of golden: GoldenCase) throws -> [String] {
        let text = String(decoding: try golden.template(), as: UTF8.self)
        return text.matches(of: /"python:([^"]*)"/).map { match in
            String(match.1).replacing("&lt;", with: "<").replacing("&gt;", with: ">")
                .replacing("&quot;", with: "\"").replacing("&amp;", with: "&")
        }
    }

    /// What an expression uses; the kinds of values that have the methods are
    /// those that it has with the variables of a context.
    private static func coverage(
        of expression: String,
        _ context: TemplateContext
    ) throws -> Set<String> {
        let bytes = Array(expression.utf8)
        let text = SourceText(bytes: bytes, range: bytes.indices, origins: [])
        var python = PythonParser(text, ExpressionReader(SyntaxOptions()), 0)
        guard let node = try? python.expressionAlone() else { return [] }
        var coverage = PythonCoverage()
        coverage.visit(node)
        let methods = coverage.methods.compactMap { method in
            kind(of: String(decoding: bytes[method.subject], as: UTF8.self), context)
                .map { "method \($0) \(method.name)" }
        }
        return coverage.used.union(methods)
    }

    /// The kind of a value by the message that it has no such attribute; `nil`
    /// where it cannot be computed alone.
    private static func kind(of subject: String, _ context: TemplateContext) -> String? {
        let unmatched = subject.count { $0 == ")" } - subject.count { $0 == "(" }
        let whole = String(repeating: "(", count: max(0, unmatched)) + subject
        let escaped = whole.replacing("&", with: "&amp;").replacing("\"", with: "&quot;")
        do {
            let page = "<p tal:content=\"python: (\(escaped)).nothing_of_this_name\"/>"
            _ = try Template(named: "kind.html", page).render(context)
            return nil
        } catch {
            guard error.code == .attributeError else { return nil }
            return error.message.split(separator: "'").first.map(String.init)
        }
    }

    @Test func methodsAreThoseThatTheDocumentationPromises() {
        for kind in PythonPromises.methods.keys {
            let found = Set(PythonMethods.table[kind, default: [:]].keys)
            let promised = Set(PythonPromises.promised(kind).map(String.init))
            #expect(found == promised, "\(kind.rawValue)")
        }
    }

    /// The calls in the golden cases of scripts.
    @Test func everyMethodThatChangesAValueHasAScript() throws {
        let cases = GoldenCases(directory: "../Cases").all.filter { $0.name.hasPrefix("scripts/") }
        #expect(cases.count > 20)
        let texts = try cases.map { String(decoding: try $0.template(), as: UTF8.self) }
        for (kind, names) in PythonPromises.changing {
            let missing = names.filter { name in !texts.contains { $0.contains(".\(name)(") } }
            #expect(missing.isEmpty, "\(kind.rawValue): nothing shows \(missing.sorted())")
        }
    }

    @Test func everythingOfTheTablesHasACase() throws {
        let variables = try Data(contentsOf: Self.folder.appending(path: "variables.json"))
        let context = try TemplateContext(membersOf: TemplateValue(json: Array(variables)))
        var covered: Set<String> = []
        for expression in try Self.rows() {
            covered.formUnion(try Self.coverage(of: expression, context))
        }
        let cases = GoldenCases(directory: "../Cases").all.filter { $0.name.hasPrefix("python/") }
        #expect(cases.count > 20)
        for golden in cases {
            let context = try TemplateContext(membersOf: golden.data())
            for expression in try Self.expressions(of: golden) {
                covered.formUnion(try Self.coverage(of: expression, context))
            }
        }
        let missing = PythonCoverage.everything.subtracting(covered).sorted()
        #expect(missing.isEmpty, "nothing shows \(missing.joined(separator: ", "))")
    }
}
