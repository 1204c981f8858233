// SPDX-License-Identifier: Apache-2.0

#if Hummingbird && PostgreSQL && Redis && SQLite
import Foundation

/// What very many sessions take, and what their sweep does to requests.
struct ManySweeps {
    /// How much longer the slowest of a hundred requests may take during a sweep.
    private static let limit = 2.0

    let redis: String
    let folder: String
    let count: Int
    /// Whether to see only that all of it works.
    let isCheck: Bool

    func measure(into report: inout Report) async throws {
        report.title("\(count) sessions with 300 bytes of data, half of which end")
        var table = Table(
            "store",
            "sweep, s",
            "removed",
            "batches",
            "requests",
            "p50, ms",
            "p99, ms",
            "swept p50, ms",
            "swept p99, ms",
            "ratio of p99"
        )
        let sqlite = try await sweepSQLite(report)
        add(sqlite, "SQLite", to: &table, &report)
        let redis = try await sweepRedis(report)
        add(redis, "Redis", to: &table, &report)
        report.table(table)
    }

    private func sweepSQLite(_ report: Report) async throws -> SweepResult {
        let sweep = SQLiteSweep(
            path: "\(folder)/many.sqlite",
            count: count,
            window: isCheck ? .milliseconds(200) : .seconds(2)
        )
        let start = ContinuousClock.now
        let bytes = try await sweep.fill()
        let seconds = start.duration(to: .now) / .seconds(1)
        report.note("SQLite: \(Int(bytes)) bytes of the file for each, made in \(Int(seconds)) s")
        return try await sweep.sweep()
    }

    private func sweepRedis(_ report: Report) async throws -> SweepResult {
        let sweep = RedisSweep(
            url: redis,
            folder: folder,
            count: count,
            window: isCheck ? .milliseconds(200) : .seconds(10),
            course: .seconds(isCheck ? 2 : 60)
        )
        let (size, result) = try await sweep.measure()
        report.note(
            "Redis: \(Int(size.inMemory)) bytes of memory for each, \(Int(size.inDump)) of a dump"
        )
        return result
    }

    private func add(
        _ result: SweepResult,
        _ name: String,
        to table: inout Table,
        _ report: inout Report
    ) {
        let times = [50, 99].map(result.quiet.percentile) + [50, 99].map(result.swept.percentile)
        let requests = result.quiet.times.count + result.swept.times.count
        table.add(
            [
                name, String(format: "%.1f", result.duration / .seconds(1)),
                String(result.removed), result.batches == 0 ? "its own" : String(result.batches),
                String(requests),
            ] + (times + [result.ratio]).map { String(format: "%.2f", $0) }
        )
        report.require(isCheck || result.removed > 0, "\(name): sessions that ended are removed")
        report.require(
            isCheck || result.ratio <= Self.limit,
            "\(name): p99 during the sweep at most \(Self.limit) times that without it"
        )
    }
}
#endif
