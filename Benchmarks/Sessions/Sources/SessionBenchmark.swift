// SPDX-License-Identifier: Apache-2.0

#if Hummingbird && PostgreSQL && Redis && SQLite
import ArgumentParser

/// Measures what sessions promise: nothing is lost, few calls to the store, and how fast.
@main struct SessionBenchmark: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measures sessions in memory, in SQLite, in Redis and in PostgreSQL.",
        discussion: """
            run.sh starts this with servers of its own. The status is 1 where \
            something is not as promised.
            """
    )

    @Option(help: "The URL of an empty Redis server, which is written to.")
    var redis: String

    @Option(help: "The URL of an empty database of PostgreSQL, which is written to.")
    var postgres: String

    @Option(help: "A folder for files.")
    var folder: String

    @Option(help: "A pipe that takes orders for the peers, who answer at standard input.")
    var peers: String?

    @Flag(help: "Look at what must hold, in a few seconds, and measure no speed.")
    var check = false

    @Option(help: "How many sessions are in the stores when they are swept.")
    var sessions = 1_000_000

    @Option(parsing: .upToNextOption, help: "What to measure.")
    var parts = Part.allCases

    /// What can be measured by itself.
    enum Part: String, CaseIterable, ExpressibleByArgument {
        case updates, calls, throughput, load, sweeps, breaker
    }

    func run() async throws {
        var report = Report()
        let stores = try Stores(redis: redis, postgres: postgres, folder: folder)
        let peers = try peers.map(Peers.init)
        if parts.contains(.updates) {
            try await LostUpdates(stores: stores, peers: peers).measure(.steady, into: &report)
            try await LostUpdates(stores: stores).measure(.rush, into: &report)
        }
        if parts.contains(.calls) {
            try await StoreCalls().measure(into: &report)
        }
        if parts.contains(.throughput), !check {
            try await Throughput(stores: stores, peers: peers).measure(into: &report)
        }
        await stores.close()
        if parts.contains(.load) {
            let window = Duration.milliseconds(check ? 100 : 10_000)
            let load = SweepLoad(folder: folder, window: window, isCheck: check)
            try await load.measure(into: &report)
        }
        if parts.contains(.sweeps) {
            let count = check ? 2000 : sessions
            let sweeps = ManySweeps(redis: redis, folder: folder, count: count, isCheck: check)
            try await sweeps.measure(into: &report)
        }
        if parts.contains(.breaker) {
            try await StoreOutages(isCheck: check).measure(into: &report)
        }
        try report.finish()
    }
}
#else
/// Says what it would need.
@main enum SessionBenchmark {
    static func main() {
        print("The benchmark needs the traits Hummingbird, PostgreSQL, Redis and SQLite.")
    }
}
#endif
