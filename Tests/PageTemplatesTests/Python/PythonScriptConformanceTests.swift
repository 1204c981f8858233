import Foundation
import PageTemplates
import Testing

/// What CPython makes of generated scripts, which `scripts.py` wrote.
@Suite struct PythonScriptConformanceTests {
    private struct Row: Decodable {
        let script: String
        let error: String?
        let variables: [String: String?]
    }

    private static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent()
        .appending(path: "../../Conformance/python")

    /// The rows of the package, or those that `TALISMAN_SCRIPT_ROWS` names.
    private static func rows() throws -> [Row] {
        let other = ProcessInfo.processInfo.environment["TALISMAN_SCRIPT_ROWS"]
        let file = other.map { URL(filePath: $0) } ?? folder.appending(path: "scripts.jsonl")
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
            return try template.render(context)
                .replacing("&lt;", with: "<")
                .replacing("&gt;", with: ">")
                .replacing("&amp;", with: "&")
                .replacing(/\A\s+/, with: "")
        } catch {
            return "\(error)"
        }
    }
}
