// SPDX-License-Identifier: Apache-2.0

#if PostgreSQL
import Synchronization

/// Lets nothing through before the tables are there.
final class PostgresSchemaGate: Sendable {
    private enum State {
        case closed
        case opening(Task<Void, any Error>)
        case open
    }

    let migrates: Bool
    private let state = Mutex(State.closed)

    init(migrates: Bool) {
        self.migrates = migrates
    }

    /// Opens once; all that come meanwhile wait for the same attempt, and after one that failed
    /// the next call tries again.
    func pass(_ open: @escaping @Sendable () async throws -> Void) async throws {
        let task = state.withLock { state -> Task<Void, any Error>? in
            switch state {
            case .open: return nil
            case .opening(let task): return task
            case .closed:
                let task = Task { try await attempt(open) }
                state = .opening(task)
                return task
            }
        }
        try await task?.value
    }

    /// Looks again before the next call.
    func shut() {
        state.withLock { state in
            if case .open = state { state = .closed }
        }
    }

    private func attempt(_ open: @Sendable () async throws -> Void) async throws {
        do {
            try await open()
            state.withLock { $0 = .open }
        } catch {
            state.withLock { $0 = .closed }
            throw error
        }
    }
}
#endif
