// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The measurements of one thing, one for each round.
struct Series {
    private var values: [Double] = []

    mutating func append(_ value: Double) {
        values.append(value)
    }

    /// The middle value, which one disturbed round does not move.
    var median: Double {
        let sorted = values.sorted()
        return sorted.isEmpty ? .nan : sorted[sorted.count / 2]
    }

    /// The median, the least and the greatest value, in columns.
    var columns: String {
        [median, values.min() ?? .nan, values.max() ?? .nan]
            .map { String(format: "%10.3f", $0) }
            .joined()
    }
}
