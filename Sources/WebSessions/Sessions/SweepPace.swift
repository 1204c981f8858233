/// How many records a store removes at a time, and how long it rests after that.
///
/// A request that comes while a store sweeps waits for one batch at most. How long that
/// takes depends on the store, its machine and what else goes on: it is tried out.
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

    /// How many records the next batch has.
    private(set) var batch: Int
    private let maximum: Int
    private let share: Double

    /// - Parameters:
    ///   - maximum: the most records of a batch.
    ///   - share: how much of the time batches may take.
    init(maximum: Int, share: Double) {
        self.maximum = max(maximum, 1)
        self.share = share > 0 ? min(share, 1) : 1
        batch = min(self.maximum, Self.smallestBatch)
    }

    /// How long to rest after a batch, which also decides about the next one.
    mutating func rest(after time: Duration) -> Duration {
        if time > Self.patience {
            batch = max(batch / 2, min(maximum, Self.smallestBatch))
        } else if time < Self.patience / 2 {
            batch = min(batch * 2, maximum)
        }
        return min(time * (1 / share - 1), Self.longestRest)
    }
}
