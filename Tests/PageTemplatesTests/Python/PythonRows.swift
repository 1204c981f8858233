// SPDX-License-Identifier: Apache-2.0

import Foundation
import PageTemplates

/// What CPython made of generated expressions and scripts, and the variables of both.
enum PythonRows {
    private static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent()
        .appending(path: "../../Conformance/python")

    /// The rows of a file of the package, or of the one that an environment variable names.
    static func all<Row: Decodable>(of name: String, orNamedBy variable: String) throws -> [Row] {
        let other = ProcessInfo.processInfo.environment[variable]
        let file = other.map { URL(filePath: $0) } ?? folder.appending(path: name)
        return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map { line in
            try JSONDecoder().decode(Row.self, from: Data(line.utf8))
        }
    }

    static func context() throws -> TemplateContext {
        let data = try Data(contentsOf: folder.appending(path: "variables.json"))
        return try TemplateContext(membersOf: TemplateValue(json: Array(data)))
    }

    /// The text that a page shows.
    static func unescaped(_ page: String) -> String {
        page.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&amp;", with: "&")
    }
}
