// SPDX-License-Identifier: Apache-2.0

import Foundation
import HandWritten

do {
    let arguments = try Arguments(CommandLine.arguments.dropFirst())
    let benchmark = Benchmark(arguments)
    let folder = arguments.folder
    try benchmark.run("w1", "a table", TablePage.self) { try Workload(tableOf: 1_000, in: folder) }
    try benchmark.run("w2", "a shop page", ShopPage.self) { try Workload(named: "w2", in: folder) }
    try benchmark.runModels { try Workload(named: "w2", in: folder) }
    try benchmark.run("w3", "a tiny page", TinyPage.self) { try Workload(named: "w3", in: folder) }
    try benchmark.printGrowth()
} catch {
    FileHandle.standardError.write(Data("benchmark: \(error)\n".utf8))
    exit(1)
}
