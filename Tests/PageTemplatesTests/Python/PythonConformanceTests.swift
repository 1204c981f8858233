// SPDX-License-Identifier: Apache-2.0

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

    @Test func agreesWithCPython() throws {
        let context = try PythonRows.context()
        let rows: [Row] = try PythonRows.all(of: "rows.jsonl", orNamedBy: "TALISMAN_PYTHON_ROWS")
        #expect(rows.count >= 300)
        var failures = 0
        var skipped = 0
        for row in rows {
            guard let result = Self.result(of: row.expression, context) else {
                skipped += 1
                continue
            }
            if result != row.outcome {
                failures += 1
                Issue.record("\(row.expression)\n  Python: \(row.outcome)\n  here:   \(result)")
            }
        }
        #expect(failures == 0)
        #expect(skipped < rows.count / 50)
    }

    /// The text form of a value, or the name of the error; `nil` where something in the
    /// expression never works, which is an error of the template here.
    private static func result(of expression: String, _ context: TemplateContext) -> String? {
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
            return PythonRows.unescaped(String(shown))
        } catch {
            return error.code == .attributeError ? nil : "\(error)"
        }
    }
}
