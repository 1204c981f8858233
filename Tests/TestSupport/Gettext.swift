// SPDX-License-Identifier: Apache-2.0

import Foundation

/// GNU gettext's programs, as translators use them.
package enum Gettext {
    /// Tests run where the programs are, and everywhere in CI.
    package static let isExpected =
        ProcessInfo.processInfo.environment["CI"] != nil
        || (try? run("msgfmt", "--version"))?.status == 0

    /// Runs a program; its output is what it says about mistakes, too.
    package static func run(
        _ program: String,
        _ arguments: String...
    ) throws -> (output: String, status: Int32) {
        let result = try Program.run(program, arguments, environment: ["LC_ALL": "C"])
        return (result.output + result.errors, result.status)
    }
}
