// SPDX-License-Identifier: Apache-2.0

#if Hummingbird && PostgreSQL && Redis && SQLite
/// How long requests took.
struct Latencies: Sendable {
    private(set) var times: [Duration] = []

    mutating func append(_ other: Latencies) {
        times += other.times
    }

    mutating func append(_ time: Duration) {
        times.append(time)
    }

    /// The time within which so many of a hundred were done, in milliseconds.
    func percentile(_ percent: Int) -> Double {
        let sorted = times.sorted()
        guard !sorted.isEmpty else { return .nan }
        return sorted[min(sorted.count * percent / 100, sorted.count - 1)] / .milliseconds(1)
    }
}
#endif
