// SPDX-License-Identifier: Apache-2.0

#if PostgreSQL
/// What was sent on a connection and has no reply yet, in the order in which replies come.
///
/// Commits that are sent together do not wait for the disk one by one: a flush behind them waits
/// for all of them, and nobody is told of any before that.
struct LibPQPipeline {
    typealias Reply = CheckedContinuation<[PostgresRow], any Error>

    /// How an entry stands to the disk.
    private enum Kind {
        /// It has nothing to do with it.
        case alone
        /// It waits for it itself.
        case single
        /// Its reply is held until the flush behind it is done.
        case held
        /// It waits for the ones before it.
        case flush
    }

    private struct Entry {
        let id: Int
        let deadline: ContinuousClock.Instant
        let kind: Kind
        /// Nil when nobody waits any more: the reply still comes.
        var reply: Reply?
        var rows: [PostgresRow] = []
        var failure: PostgresReplyFailure?

        func resume() {
            if let failure {
                reply?.resume(throwing: PostgresFailure.refused(failure))
            } else {
                reply?.resume(returning: rows)
            }
        }
    }

    private var entries: ArraySlice<Entry> = []
    /// What was done, and is perhaps not on the disk.
    private var held: [Entry] = []
    /// Whether something was sent for which the server waits for its disk.
    private(set) var isFlushing = false

    var isEmpty: Bool { entries.isEmpty }
    var count: Int { entries.count }
    /// The request that the next reply is of; nil where none is awaited.
    var firstID: Int? { entries.first?.id }
    /// When somebody stops waiting next.
    var firstDeadline: ContinuousClock.Instant? {
        entries.lazy.filter { $0.reply != nil || $0.kind == .flush }.map(\.deadline).min()
    }

    mutating func append(_ request: LibPQConnection.Request, isHeld: Bool) {
        if request.isDurable { isFlushing = true }
        entries.append(
            Entry(
                id: request.id,
                deadline: request.deadline,
                kind: isHeld ? .held : request.isDurable ? .single : .alone,
                reply: request.reply
            )
        )
    }

    /// What waits for the disk is asked for by nobody.
    static let flushID = 0

    /// Appends what waits for the disk, for as long as the first of those that it does so for.
    mutating func appendFlush(deadline: ContinuousClock.Instant) {
        entries.append(Entry(id: Self.flushID, deadline: deadline, kind: .flush))
    }

    /// Takes what has come next.
    mutating func take(_ result: LibPQResult) {
        guard !entries.isEmpty else { return }
        let first = entries.startIndex
        switch result {
        case .rows(let rows): entries[first].rows = rows
        case .failure(let failure):
            if entries[first].failure == nil { entries[first].failure = failure }
        case .sync: finish(entries.removeFirst())
        case .nothing: break
        }
    }

    private mutating func finish(_ entry: Entry) {
        switch entry.kind {
        case .held where entry.failure == nil: held.append(entry)
        case .held, .alone: entry.resume()
        case .single:
            isFlushing = false
            entry.resume()
        case .flush: release(entry.failure)
        }
    }

    /// What was not flushed was done, and may be lost: it is as good as without a reply.
    private mutating func release(_ failure: PostgresReplyFailure?) {
        for var entry in held {
            if failure != nil {
                entry.failure = PostgresReplyFailure(
                    state: PostgresState.lost,
                    message: "the server did not wait for its disk"
                )
            }
            entry.resume()
        }
        held = []
        isFlushing = false
    }

    /// Stops waiting for a request.
    mutating func abandon(_ id: Int, _ error: any Error) {
        if let index = entries.firstIndex(where: { $0.id == id }) {
            entries[index].reply?.resume(throwing: error)
            entries[index].reply = nil
        } else if let index = held.firstIndex(where: { $0.id == id }) {
            held.remove(at: index).reply?.resume(throwing: error)
        }
    }

    /// Stops waiting for those whose time is over; false where the oldest is one of them: when
    /// it gets no reply, nor will the ones behind it.
    mutating func expire(at now: ContinuousClock.Instant) -> Bool {
        if let first = entries.first, first.deadline <= now { return false }
        for index in entries.indices where entries[index].deadline <= now {
            entries[index].reply?.resume(throwing: PostgresFailure.timedOut)
            entries[index].reply = nil
        }
        return true
    }

    /// Fails all of them; the oldest as a server said, where it did.
    mutating func failAll(_ failure: PostgresFailure) {
        for entry in held { entry.reply?.resume(throwing: failure) }
        for (offset, entry) in entries.enumerated() {
            let own = offset == 0 ? entry.failure.map { PostgresFailure.refused($0) } : nil
            entry.reply?.resume(throwing: own ?? failure)
        }
        (entries, held) = ([], [])
    }
}
#endif
