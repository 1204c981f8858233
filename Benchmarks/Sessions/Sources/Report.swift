// SPDX-License-Identifier: Apache-2.0

#if Hummingbird && PostgreSQL && Redis && SQLite
import ArgumentParser
import Foundation

/// What is printed, and what of it is not as promised.
struct Report {
    private var failures: [String] = []

    /// Begins a part.
    func title(_ text: String) {
        note("\n\(text)\n\(String(repeating: "-", count: text.count))")
    }

    func table(_ table: Table) {
        note(table.text)
    }

    /// Prints at once, also into a file.
    func note(_ text: String) {
        print(text)
        fflush(nil)
    }

    /// Notes that something must hold.
    mutating func require(_ holds: Bool, _ promise: String) {
        if !holds { failures.append(promise) }
    }

    /// Says whether everything held; the status of the process is 1 where not.
    func finish() throws {
        guard !failures.isEmpty else { return print("\neverything is as promised") }
        for failure in failures {
            print("\nNOT AS PROMISED: \(failure)")
        }
        throw ExitCode.failure
    }
}
#endif
