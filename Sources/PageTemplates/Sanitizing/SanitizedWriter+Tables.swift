// SPDX-License-Identifier: Apache-2.0

// Tables, whose parts are written where parsers would put them.
extension SanitizedWriter {
    /// Whether what is written next would not stand in a cell of the innermost table.
    var isInGrid: Bool { blocks.last?.isGrid == true }

    mutating func openCell() {
        if makeRoomInTable(for: .td) { append(.td, Array("<td>".utf8)) }
    }

    mutating func makeRoomInTable(for part: SanitizedElement) -> Bool {
        guard let table = blocks.lastIndex(of: .table) else { return false }
        switch part {
        case .col:
            openPart(.colgroup, at: table + 1) { $0 == .colgroup }
            pop(to: table + 2)
        case .tr:
            openPart(.tbody, at: table + 1, unless: \.isSection)
            pop(to: table + 2)
        case .td, .th:
            openPart(.tbody, at: table + 1, unless: \.isSection)
            openPart(.tr, at: table + 2) { $0 == .tr }
            pop(to: table + 3)
        default: pop(to: table + 1)
        }
        return true
    }

    /// Begins a part of the table at a level where it is not open yet.
    private mutating func openPart(
        _ part: SanitizedElement,
        at level: Int,
        unless isPart: (SanitizedElement) -> Bool
    ) {
        if blocks.count > level, isPart(blocks[level]) { return }
        pop(to: level)
        append(part, Array("<\(part.rawValue)>".utf8))
    }
}
