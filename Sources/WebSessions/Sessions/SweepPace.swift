// SPDX-License-Identifier: Apache-2.0

/// How many records a store removes at a time, and how long it rests after that.
///
/// A request that comes while a store sweeps waits for one batch at most. How long that
/// takes depends on the store, its machine and what else goes on: it is tried out. What a
/// batch waits for is no work of its own: a store that is busy with others would hardly be
/// swept, and it is then that records come fastest.
struct SweepPace: Sendable {
    /// What is too long for a batch; half of it is so short that the next one may be larger.
    static let patience = Duration.milliseconds(2)
    /// The longest rest, whatever a batch took.
    static let longestRest = Duration.seconds(1)
    /// How many records the first batch has.
    ///
    /// None is smaller, so that a sweep keeps up with new sessions also where each commit
    /// takes long.
    static let smallestBatch = 8
    /// The most of the time that batches take when a sweep falls behind, unless they may
    /// take more anyway.
    static let hurriedShare = 0.75

    /// How many records the next batch has.
    private(set) var batch: Int
    private let maximum: Int
    private let share: Double
    private let interval: Duration
    private var elapsed = Duration.zero

    /// - Parameters:
    ///   - maximum: the most records of a batch.
    ///   - share: how much of the time batches may take.
    ///   - interval: how long a sweep may take that keeps up.
    init(maximum: Int, share: Double, interval: Duration = .seconds(60)) {
        self.maximum = max(maximum, 1)
        self.share = share > 0 ? min(share, 1) : 1
        self.interval = max(interval, .seconds(1))
        batch = min(self.maximum, Self.smallestBatch)
    }

    /// How many intervals the sweep has taken, up to seven; from the second one on its batches
    /// may take longer with each.
    var intervals: Int { min(Int(elapsed / interval), 7) }
    /// How many tenths of an interval the sweep has taken, up to eight; it rests less with each.
    private var hurry: Int { min(Int(elapsed * 10 / interval), 8) }

    /// Decides about the next batch.
    ///
    /// - Parameters:
    ///   - time: how long the call took.
    ///   - report: what the store tells of it.
    /// - Returns: how long to rest before it.
    mutating func rest(after time: Duration, _ report: SweepReport? = nil) -> Duration {
        let waiting = report?.waiting ?? .zero
        let share = min(share * Double(1 << hurry), max(share, Self.hurriedShare))
        let patience = Self.patience * (1 << max(intervals - 1, 0))
        // Who waited may work for its share of that time.
        let fairShare = min(share, Self.hurriedShare)
        let fair = { (turn: Duration) in turn * (1 - fairShare) <= waiting * fairShare }
        let turn = report?.turn ?? time
        if turn > patience, !fair(turn) {
            batch = max(batch / 2, min(maximum, Self.smallestBatch))
        } else if turn < patience / 2 || fair(turn * 2) {
            batch = min(batch * 2, maximum)
        }
        // Others can go on meanwhile, but it takes its part of the disk.
        let aside = max(time - waiting - turn, .zero)
        let rest = max(turn * (1 / share - 1) - waiting - aside, hurry == 0 ? aside : .zero)
        let bounded = min(rest, Self.longestRest)
        elapsed += time + bounded
        return bounded
    }
}
