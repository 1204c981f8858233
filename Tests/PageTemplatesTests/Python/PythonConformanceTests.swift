import Foundation
import PageTemplates
import Testing

/// What CPython makes of generated expressions, which `generate.py` wrote.
@Suite struct PythonConformanceTests {
    private struct Row: Decodable {
        let expression: String
        let `repr`: String?
        let error: String?

        var outcome: String { self.repr ?? "error \(error ?? "")" }
    }

    private static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent()
        .appending(path: "../../Conformance/python")

    /// The rows of the package, or those that `TALISMAN_PYTHON_ROWS` names.
    private static func rows() throws -> [Row] {
        let other = ProcessInfo.processInfo.environment["TALISMAN_PYTHON_ROWS"]
        let file = other.map { URL(filePath: $0) } ?? folder.appending(path: "rows.jsonl")
        return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map { line in
            try JSONDecoder().decode(Row.self, from: Data(line.utf8))
        }
    }

    private static func context() throws -> TemplateContext {
        let data = try Data(contentsOf: folder.appending(path: "variables.json"))
        return try TemplateContext(membersOf: TemplateValue(json: Array(data)))
    }

    @Test func agreesWithCPython() throws {
        let context = try Self.context()
        let rows = try Self.rows()
        #expect(rows.count >= 300)
        var failures = 0
        for row in rows {
            let result = Self.result(of: row.expression, context)
            if result != row.outcome {
                failures += 1
                Issue.record("\(row.expression)\n  Python: \(row.outcome)\n  here:   \(result)")
            }
        }
        #expect(failures == 0)
    }

    /// The text form of a value, or the name of the error.
    private static func result(of expression: String, _ context: TemplateContext) -> String {
        let escaped =
            expression
            .replacing("&", with: "&amp;")
            .replacing("\"", with: "&quot;")
            .replacing("<", with: "&lt;")
        let page =
            "<p tal:on-error=\"string:error ${error/type}\" "
            + "tal:content=\"python: repr((\(escaped)))\"></p>"
        do {
            let template = try Template(named: "row.html", page)
            let shown = try template.render(context).dropFirst("<p>".count).dropLast("</p>".count)
            return String(shown)
                .replacing("&lt;", with: "<")
                .replacing("&gt;", with: ">")
                .replacing("&amp;", with: "&")
        } catch {
            return "\(error)"
        }
    }
}
