// SPDX-License-Identifier: Apache-2.0

#if SQLite
import Foundation
import Synchronization
import WebSessionsSQLite

/// What a process does that commits until it is killed: it notes each commit that was
/// acknowledged in a file, which the system keeps whatever becomes of the process.
struct CommittingProcess: Sendable {
    static let sessions = 4
    /// How many tasks commit to each session at once.
    static let tasks = 5

    let database: String
    let notes: String

    /// Commits from many tasks at once, and is killed some time after so many commits.
    func run(killedAfter count: Int) async throws {
        let store = try SQLiteSessionStore(path: database)
        let file = open(notes, O_WRONLY | O_APPEND | O_CLOEXEC)
        guard file >= 0 else { throw CancellationError() }
        let acknowledged = Counted()
        Thread.detachNewThread {
            while acknowledged.value < count { usleep(200) }
            usleep(.random(in: 0...5000))
            kill(getpid(), SIGKILL)
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<Self.sessions * Self.tasks {
                group.addTask {
                    let index = UInt8(number % Self.sessions)
                    let session = CountingSession(UInt64(index), in: store)
                    while true {
                        try await session.commit()
                        guard write(file, [index], 1) == 1 else { throw CancellationError() }
                        acknowledged.add()
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    /// How many commits to each session were acknowledged.
    var acknowledged: [Int] {
        let bytes = FileManager.default.contents(atPath: notes) ?? Data()
        return bytes.reduce(into: Array(repeating: 0, count: Self.sessions)) { counts, index in
            counts[Int(index)] += 1
        }
    }
}

private final class Counted: Sendable {
    private let number = Atomic<Int>(0)
    var value: Int { number.load(ordering: .relaxed) }
    func add() { number.add(1, ordering: .relaxed) }
}
#endif
