// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Measures the processor time of this process, which a busy neighbour on the
/// machine disturbs less than the time of day.
enum Stopwatch {
    /// The seconds that `count` calls of `body` take.
    @inline(never)
    static func seconds(
        of count: Int,
        _ body: () throws -> Int
    ) throws -> Double {
        var total = 0
        let begin = now()
        for _ in 0..<count {
            total &+= try body()
        }
        let end = now()
        // A result that nobody looks at could be optimised away with its work.
        guard total != 0 else { throw BenchmarkError(message: "nothing was rendered") }
        return end - begin
    }

    /// The number of calls that take about `target` seconds.
    static func calls(
        for target: Double,
        _ body: () throws -> Int
    ) throws -> Int {
        var count = 1
        while true {
            let spent = try seconds(of: count, body)
            if spent >= target / 4 {
                return max(1, Int(Double(count) * target / spent))
            }
            count *= 2
        }
    }

    private static func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
}
