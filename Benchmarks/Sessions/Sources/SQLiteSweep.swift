// SPDX-License-Identifier: Apache-2.0

#if Hummingbird && PostgreSQL && Redis && SQLite
import Foundation
import WebSessions
import WebSessionsSQLite
import WebSessionsTesting

/// A file with many sessions, half of which have ended, that is swept under load.
struct SQLiteSweep {
    let path: String
    let count: Int
    /// How long requests are measured without a sweep, in turn with four times as long with it.
    let window: Duration

    /// Makes the sessions, and returns the bytes that the file has for each.
    func fill() async throws -> Double {
        let store = try SQLiteSessionStore(path: path, durability: .normal)
        let many = ManySessions(store: store)
        let now = SystemSessionClock().now
        try await many.make(count - count / 2) { .configured }
        // As if they had ended one after the other, in an hour.
        try await many.make(count / 2) {
            .date(now.advanced(by: .milliseconds(-Int64.random(in: 1...3_600_000))))
        }
        // That writes all into the file and removes the log beside it.
        try store.close()
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return (attributes[.size] as? Double ?? .nan) / Double(count)
    }

    func sweep() async throws -> SweepResult {
        let store = RecordingStore(try SQLiteSessionStore(path: path))
        let load = try await SteadyLoad(store, sessions: 500)
        let isSwept = Signal()
        var result = SweepResult()
        _ = try await load.latencies(for: window)
        while !isSwept.isRaised {
            result.quiet.append(try await load.latencies(for: window))
            let start = ContinuousClock.now
            let latencies = try await load.latencies {
                if try await sweep(store) { isSwept.raise() }
            }
            result.swept.append(latencies)
            result.duration += start.duration(to: .now)
        }
        result.removed = store.swept
        result.batches = store.calls.count { $0 == .sweep }
        return result
    }

    /// Sweeps for a while; whether nothing is left.
    private func sweep(_ store: RecordingStore) async throws -> Bool {
        let sweeper = SessionSweeper(containers: SessionContainers(store))
        return try await withThrowingTaskGroup { group in
            group.addTask {
                do {
                    try await sweeper.sweep()
                } catch {
                    guard Task.isCancelled else { throw error }
                }
                return !Task.isCancelled
            }
            group.addTask {
                try? await Task.sleep(for: window * 4)
                return false
            }
            defer { group.cancelAll() }
            return try await group.next() ?? true
        }
    }
}
#endif
