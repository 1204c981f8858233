// SPDX-License-Identifier: Apache-2.0

import Foundation

do {
    let arguments = try Arguments(CommandLine.arguments.dropFirst())
    let workload = try Workload(named: "w2", in: arguments.folder)
    var engine = try EngineContender(workload: workload)
    var floor = try HandWrittenContender(workload: workload)
    try workload.check(&engine)
    try workload.check(&floor)
    print("W2, a shop page: both outputs equal the \(workload.expected.count) expected bytes")
    if !arguments.checkOnly {
        let report = Report(workload: workload, rounds: arguments.rounds)
        try report.printTimes(of: &engine, against: &floor)
        try report.printCompileTime {
            _ = try EngineContender.compile(workload)
            return 1
        }
    }
} catch {
    FileHandle.standardError.write(Data("benchmark: \(error)\n".utf8))
    exit(1)
}
