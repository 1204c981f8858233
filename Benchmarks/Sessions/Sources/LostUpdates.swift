// SPDX-License-Identifier: Apache-2.0

#if Hummingbird && PostgreSQL && Redis && SQLite
import WebSessions

/// Whether increments by requests that overlap are all there in the end.
struct LostUpdates {
    /// Requests that come at the same time.
    struct Crowd {
        let title: String
        let tasks: Int
        let rounds: Int
        /// What a handler takes between reading and writing.
        let pause: Duration

        static let steady = Crowd(
            title: "Lost updates: 200 increments, 20 tasks, 5 ms between read and write",
            tasks: 20,
            rounds: 10,
            pause: .milliseconds(5)
        )

        static let rush = Crowd(
            title: "1,000 increments of one session, all at once",
            tasks: 1000,
            rounds: 1,
            pause: .zero
        )
    }

    let stores: Stores
    /// Who is measured beside the stores.
    var peers: Peers?

    func measure(_ crowd: Crowd, into report: inout Report) async throws {
        report.title(crowd.title)
        var table = Table("store", "way of writing", "stored", "acknowledged", "reported", "lost")
        let count = crowd.tasks * crowd.rounds
        for (name, store) in stores.all {
            for way in WayOfWriting.allCases {
                let result = try await Increments.measure(store, way, crowd)
                table.add([name, way.rawValue] + result.cells)
                report.require(
                    result.stored == count && result.acknowledged == count,
                    "\(name), \(way.rawValue): all of \(count) increments are stored"
                )
            }
        }
        for (index, name) in (peers?.names ?? []).enumerated() {
            let result = try peers?.increments(index, crowd)
            table.add([name, "get and save"] + (result?.cells ?? []))
        }
        report.table(table)
    }
}

extension Increments {
    fileprivate var cells: [String] { [stored, acknowledged, reported, lost].map { String($0) } }
}
#endif
