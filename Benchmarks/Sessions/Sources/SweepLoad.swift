// SPDX-License-Identifier: Apache-2.0

#if Hummingbird && PostgreSQL && Redis && SQLite
import Foundation
import WebSessions
import WebSessionsSQLite
import WebSessionsTesting

/// A sweeper beside tasks that make sessions as fast as the file takes them.
///
/// Each has ended when it is made, so that as many end as are made.
struct SweepLoad {
    /// How the sessions are made.
    struct Case {
        let durability: SQLiteSessionStore.Durability
        let tasks: Int
    }

    static let cases = [
        Case(durability: .full, tasks: 8), Case(durability: .full, tasks: 64),
        Case(durability: .normal, tasks: 8), Case(durability: .normal, tasks: 64),
        Case(durability: .normal, tasks: 256),
    ]

    let folder: String
    /// How long sessions are made without a sweeper, and then three times with one.
    let window: Duration
    let isCheck: Bool

    func measure(into report: inout Report) async throws {
        report.title("Sessions that end as fast as they are made, in SQLite")
        var table = Table(
            "durability, tasks",
            "made in 1 s",
            "with a sweeper",
            "removed in 1 s",
            "left after 1/3",
            "after 2/3",
            "in the end",
            "p99, ms",
            "swept p99, ms"
        )
        for (number, load) in Self.cases.enumerated() {
            let result = try await measure(load, "\(folder)/load\(number).sqlite")
            table.add(result.cells(load, window: window / .seconds(1)))
            report.require(
                isCheck || result.keepsUp,
                "\(load.durability.rawValue), \(load.tasks) tasks: the sweeper keeps up"
            )
        }
        report.table(table)
    }

    /// What was made and removed.
    private struct Result {
        var quiet = Latencies()
        var swept = Latencies()
        var removed = 0
        /// How many had ended and were there, after each window.
        var left: [Int] = []

        /// What is left does not grow with what is made.
        var keepsUp: Bool { left[2] - left[0] < swept.times.count / 20 }

        func cells(_ load: Case, window: Double) -> [String] {
            let rates = [
                Double(quiet.times.count) / window, Double(swept.times.count) / window / 3,
                Double(removed) / window / 3,
            ]
            return ["\(load.durability.rawValue), \(load.tasks)"]
                + rates.map { String(Int($0)) } + left.map(String.init)
                + [quiet, swept].map { String(format: "%.2f", $0.percentile(99)) }
        }
    }

    private func measure(_ load: Case, _ path: String) async throws -> Result {
        let store = try SQLiteSessionStore(path: path, durability: load.durability)
        let recording = RecordingStore(store)
        let sweeper = SessionSweeper(containers: SessionContainers(recording))
        var result = Result()
        result.quiet = try await make(in: store, tasks: load.tasks)
        let sweeping = Task {
            while !Task.isCancelled { _ = try? await sweeper.sweep() }
        }
        for _ in 0..<3 {
            result.swept.append(try await make(in: store, tasks: load.tasks))
            result.removed = recording.swept
            let made = result.quiet.times.count + result.swept.times.count
            result.left.append(made - result.removed)
        }
        sweeping.cancel()
        await sweeping.value
        try store.close()
        return result
    }

    /// Makes sessions for a window; how long each took.
    private func make(in store: SQLiteSessionStore, tasks: Int) async throws -> Latencies {
        let many = ManySessions(store: store)
        let end = ContinuousClock.now + window
        return try await withThrowingTaskGroup(of: Latencies.self) { group in
            for _ in 0..<tasks {
                group.addTask {
                    var latencies = Latencies()
                    while ContinuousClock.now < end {
                        let start = ContinuousClock.now
                        try await many.make(ending: .date(SystemSessionClock().now))
                        latencies.append(start.duration(to: .now))
                    }
                    return latencies
                }
            }
            return try await group.reduce(into: Latencies()) { $0.append($1) }
        }
    }
}
#endif
