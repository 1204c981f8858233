// SPDX-License-Identifier: Apache-2.0

import Foundation

/// What the command line asks for: `[--check] [--rounds N] [--loop WORKLOAD CONTENDER N]
/// [FOLDER]`.
struct Arguments {
    /// Compare the outputs and measure nothing.
    private(set) var checkOnly = false

    /// How often engine and floor take turns.
    private(set) var rounds = 21

    /// Render so often with one of both, and measure nothing.
    private(set) var loop: Loop?

    /// Where the workloads lie.
    private(set) var folder = URL(filePath: "Benchmarks/Workloads")

    init(_ arguments: some Sequence<String>) throws {
        var rest = Array(arguments)[...]
        while let argument = rest.popFirst() {
            switch argument {
            case "--check":
                checkOnly = true
            case "--rounds":
                guard let count = rest.popFirst().flatMap(Int.init), count > 0 else {
                    throw BenchmarkError(message: "--rounds wants a number above 0")
                }
                rounds = count
            case "--loop":
                guard let workload = rest.popFirst(),
                    let contender = rest.popFirst().flatMap(Loop.Contender.init),
                    let count = rest.popFirst().flatMap(Int.init)
                else {
                    throw BenchmarkError(
                        message: "--loop wants WORKLOAD engine|floor|models|encoded N"
                    )
                }
                loop = Loop(workload: workload, contender: contender, count: count)
            case _ where argument.hasPrefix("-"):
                throw BenchmarkError(message: "unknown option \(argument)")
            default:
                folder = URL(filePath: argument)
            }
        }
    }
}
