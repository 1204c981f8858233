// SPDX-License-Identifier: Apache-2.0

import Foundation
import HandWritten

/// What is done with each workload.
struct Benchmark {
    private let arguments: Arguments

    init(_ arguments: Arguments) {
        self.arguments = arguments
    }

    /// Compares the outputs of engine and floor, and measures both.
    func run<Page: HandWrittenPage>(
        _ name: String,
        _ title: String,
        _ page: Page.Type,
        _ makeWorkload: () throws -> Workload
    ) throws {
        if let loop = arguments.loop, loop.workload != name { return }
        let workload = try makeWorkload()
        var engine = try EngineContender(workload: workload)
        var floor = try HandWrittenContender<Page>(workload: workload)
        if let loop = arguments.loop {
            switch loop.contender {
            case .engine: try loop.run { try engine.render() }
            case .floor: try loop.run { floor.render() }
            case .models, .encoded: break
            }
            return
        }
        try workload.check(&engine)
        try workload.check(&floor)
        let size = workload.expected.count
        print("\(name.uppercased()), \(title): both outputs equal the \(size) expected bytes")
        guard !arguments.checkOnly else { return }
        let report = Report(workload: workload, rounds: arguments.rounds)
        try report.printTimes(of: &engine, against: &floor)
        try report.printCompileTime {
            _ = try EngineContender.compile(workload)
            return 1
        }
    }

    /// Compares and measures W2 with structures of an application: as models, encoded, and beside
    /// values that were made before.
    func runModels(_ makeWorkload: () throws -> Workload) throws {
        if let loop = arguments.loop, loop.workload != "w2" { return }
        let workload = try makeWorkload()
        var models = try ModelContender(workload: workload, encodes: false)
        var encoded = try ModelContender(workload: workload, encodes: true)
        var values = try EngineContender(workload: workload)
        if let loop = arguments.loop {
            switch loop.contender {
            case .models: try loop.run { try models.render() }
            case .encoded: try loop.run { try encoded.render() }
            case .engine, .floor: break
            }
            return
        }
        try workload.check(&models)
        try workload.check(&encoded)
        print("W2 of structures: both outputs equal the \(workload.expected.count) expected bytes")
        guard !arguments.checkOnly else { return }
        let report = Report(workload: workload, rounds: arguments.rounds)
        try report.printTimes(of: &models, against: &values)
        try report.printTimes(of: &encoded, against: &models)
    }

    /// Prints what a cell of tables of different lengths takes.
    func printGrowth() throws {
        guard !arguments.checkOnly, arguments.loop == nil else { return }
        for rows in [100, 1_000, 10_000] {
            let workload = try Workload(tableOf: rows, in: arguments.folder)
            var engine = try EngineContender(workload: workload)
            let calls = try Stopwatch.calls(for: 0.2) { try engine.render() }
            let seconds = try Stopwatch.seconds(of: calls) { try engine.render() }
            let nanoseconds = seconds / Double(calls * rows * 10) * 1e9
            print(String(format: "%6d rows of W1: %.2f ns a cell", rows, nanoseconds))
        }
    }
}

/// One contender alone, so many times, for a tool that counts what it does.
struct Loop {
    let workload: String
    let contender: Contender
    let count: Int

    /// Who renders.
    enum Contender: String {
        case engine, floor, models, encoded
    }

    func run(_ render: () throws -> Int) throws {
        var total = 0
        for _ in 0..<count { total &+= try render() }
        print(total)
    }
}
