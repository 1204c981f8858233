// SPDX-License-Identifier: Apache-2.0

#if Hummingbird && PostgreSQL && Redis && SQLite
/// What sweeping a store did to its requests.
struct SweepResult {
    /// How long it took.
    var duration = Duration.zero
    /// How many sessions are gone.
    var removed = 0
    /// How many batches that were.
    var batches = 0
    /// Requests while nothing was swept.
    var quiet = Latencies()
    /// Requests while the store was swept.
    var swept = Latencies()

    /// How much longer the slowest of a hundred requests took.
    var ratio: Double { swept.percentile(99) / quiet.percentile(99) }
}
#endif
