// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A template, its data and the bytes that must come out.
struct Workload {
    /// What its files are called.
    let name: String
    let template: String
    let data: [UInt8]
    let expected: [UInt8]

    /// Reads `NAME.html`, `NAME.json` and `NAME.expected.html` of a folder.
    init(named name: String, in folder: URL) throws {
        self.name = name
        template = String(decoding: try Self.bytes(of: "\(name).html", folder), as: UTF8.self)
        data = try Self.bytes(of: "\(name).json", folder)
        expected = try Self.bytes(of: "\(name).expected.html", folder)
    }

    /// Reads the template of W1, a table, and makes its data: rows of ten numbers.
    init(tableOf rows: Int, in folder: URL) throws {
        name = "w1"
        template = String(decoding: try Self.bytes(of: "w1.html", folder), as: UTF8.self)
        let table = (0..<rows).map { row in (0..<10).map { (row * 10 + $0) * 7 % 10_000 } }
        data = Array(try JSONEncoder().encode(["rows": table]))
        let lines = table.map { row in
            "<tr>" + row.map { "<td>\($0)</td>" }.joined() + "</tr>\n"
        }
        let parts = template.components(separatedBy: "<table>\n")
        let end = parts[1].components(separatedBy: "</tr>\n")[1]
        expected = Array((parts[0] + "<table>\n" + lines.joined() + end).utf8)
    }

    private static func bytes(of file: String, _ folder: URL) throws -> [UInt8] {
        try Array(Data(contentsOf: folder.appending(path: file)))
    }

    /// Refuses a contender whose output is not exactly the expected one, so that
    /// nobody is timed for work that it does not do.
    func check(_ contender: inout some Contender & ~Copyable) throws {
        let output = try contender.output()
        guard output != expected else { return }
        let place = zip(output, expected).prefix { $0 == $1 }.count
        let rest = String(decoding: output.dropFirst(place).prefix(60), as: UTF8.self)
        throw BenchmarkError(
            message: """
                \(contender.name) differs from the expected output of \(name) at byte \(place) \
                of \(expected.count): \(rest.debugDescription)
                """
        )
    }
}
