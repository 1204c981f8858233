// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// Sorts as Python does: what is equal keeps its order.
enum PythonSorting {
    /// The values in the order of their keys.
    static func sorted(
        _ values: [TemplateValue],
        by keys: [TemplateValue],
        isDescending: Bool,
        _ budget: inout Budget
    ) throws(TemplateError) -> [TemplateValue] {
        let rounds = Int.bitWidth - values.count.leadingZeroBitCount
        try budget.take(steps: values.count * rounds)
        var order = Array(values.indices)
        var width = 1
        while width < order.count {
            order = try merged(order, runsOf: width, keys, isDescending, &budget)
            width *= 2
        }
        return order.map { values[$0] }
    }

    /// Merges neighbouring runs of a length.
    private static func merged(
        _ order: [Int],
        runsOf width: Int,
        _ keys: [TemplateValue],
        _ isDescending: Bool,
        _ budget: inout Budget
    ) throws(TemplateError) -> [Int] {
        var result: [Int] = []
        result.reserveCapacity(order.count)
        for start in stride(from: 0, to: order.count, by: width * 2) {
            let middle = min(start + width, order.count)
            let end = min(middle + width, order.count)
            var left = start
            var right = middle
            while left < middle, right < end {
                let (first, second) = (keys[order[left]], keys[order[right]])
                let isLater =
                    isDescending
                    ? try PythonComparing.isOrdered(.less, first, second, &budget)
                    : try PythonComparing.isOrdered(.less, second, first, &budget)
                result.append(isLater ? order[right] : order[left])
                if isLater { right += 1 } else { left += 1 }
            }
            result += order[left..<middle]
            result += order[right..<end]
        }
        return result
    }
}
