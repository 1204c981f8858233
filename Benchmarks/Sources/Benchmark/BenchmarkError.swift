// SPDX-License-Identifier: Apache-2.0

/// Why nothing was measured.
struct BenchmarkError: Error, CustomStringConvertible {
    let message: String

    var description: String { message }
}
