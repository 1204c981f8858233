// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import Testing

/// What CPython makes of generated scripts, which `scripts.py` wrote.
@Suite struct PythonScriptConformanceTests {
    private struct Row: Decodable {
        let script: String
        let error: String?
        let variables: [String: String?]
    }

    @Test func agreesWithCPython() throws {
        let context = try PythonRows.context()
        let rows: [Row] = try PythonRows.all(of: "scripts.jsonl", orNamedBy: "TALISMAN_SCRIPT_ROWS")
        #expect(rows.count >= 200)
        for row in rows {
            let result = Self.result(of: row, context)
            let wanted = Self.outcome(row)
            if result != wanted {
                Issue.record("\(row.script)\n  Python:\n\(wanted)\n  here:\n\(result)")
            }
        }
    }

    private static func outcome(_ row: Row) -> String {
        let variables = row.variables.sorted { $0.key < $1.key }
        let lines = variables.map { "\($0.key)=\(($0.value ?? nil) ?? "unset")" }
        return ([row.error ?? "no error"] + lines).joined(separator: "\n")
    }

    /// The name of the error, if there is one, and the variables after it.
    private static func result(of row: Row, _ context: TemplateContext) -> String {
        var page = """
            <tal:e on-error="error/type"><script type="text/server-python">
            \(row.script)
            </script>no error</tal:e>
            """
        for name in row.variables.keys.sorted() {
            let value = name == "s1" ? "sorted(s1) if isinstance(s1, set) else s1" : name
            page +=
                "\n\(name)=<tal:v on-error=\"string:unset\" replace=\"python: repr(\(value))\"/>"
        }
        var configuration = TemplateConfiguration()
        configuration.allowsScripts = true
        do {
            let template = try Template(named: "row.html", page, configuration: configuration)
            return PythonRows.unescaped(try template.render(context))
                .replacing(/\A\s+/, with: "")
        } catch {
            return "\(error)"
        }
    }
}
