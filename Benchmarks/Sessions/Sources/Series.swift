// SPDX-License-Identifier: Apache-2.0

#if Hummingbird && PostgreSQL && Redis && SQLite
import Foundation

/// The measurements of one thing, one for each round.
struct Series {
    private let values: [Double]

    init(_ values: [Double]) {
        self.values = values
    }

    /// The middle value, which one disturbed round does not move.
    var median: Double {
        let sorted = values.sorted()
        return sorted.isEmpty ? .nan : sorted[sorted.count / 2]
    }

    var least: Double { values.min() ?? .nan }
    var greatest: Double { values.max() ?? .nan }

    /// The median, the least and the greatest value.
    func cells(digits: Int) -> [String] {
        [median, least, greatest].map { String(format: "%.\(digits)f", $0) }
    }
}
#endif
