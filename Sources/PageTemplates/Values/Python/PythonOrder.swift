// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// How one value stands to another.
enum PythonOrder {
    case ascending
    case same
    case descending

    init<Number: Comparable>(_ left: Number, _ right: Number) {
        self = left < right ? .ascending : left == right ? .same : .descending
    }

    var reversed: PythonOrder {
        switch self {
        case .ascending: .descending
        case .same: .same
        case .descending: .ascending
        }
    }

    func satisfies(_ comparison: PythonComparison) -> Bool {
        switch comparison {
        case .less: self == .ascending
        case .lessOrEqual: self != .descending
        case .greater: self == .descending
        case .greaterOrEqual: self != .ascending
        default: false
        }
    }
}
