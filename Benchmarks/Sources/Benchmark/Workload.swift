// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A template, its data and the bytes that must come out.
struct Workload {
    let template: String
    let data: [UInt8]
    let expected: [UInt8]

    /// Reads `NAME.html`, `NAME.json` and `NAME.expected.html` of a folder.
    init(named name: String, in folder: URL) throws {
        func bytes(of file: String) throws -> [UInt8] {
            try Array(Data(contentsOf: folder.appending(path: file)))
        }
        template = String(decoding: try bytes(of: "\(name).html"), as: UTF8.self)
        data = try bytes(of: "\(name).json")
        expected = try bytes(of: "\(name).expected.html")
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
                \(contender.name) differs from the expected output at byte \(place) \
                of \(expected.count): \(rest.debugDescription)
                """
        )
    }
}
