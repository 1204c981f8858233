// SPDX-License-Identifier: Apache-2.0

/// The bytes of a `.mo` file, made by hand so that they can be wrong.
struct MOFile {
    var isBigEndian = false
    var revision: UInt32 = 0
    var entries: [(id: [UInt8], text: [UInt8])]

    init(_ entries: [(String, String)], isBigEndian: Bool = false) {
        self.isBigEndian = isBigEndian
        self.entries = entries.map { (Array($0.0.utf8), Array($0.1.utf8)) }
    }

    var bytes: [UInt8] {
        let count = entries.count
        let tables = 28 + 16 * count
        var offset = tables
        var strings: [UInt8] = []
        var table: [UInt32] = []
        for string in entries.map(\.id) + entries.map(\.text) {
            table += [UInt32(string.count), UInt32(offset)]
            strings += string + [0]
            offset += string.count + 1
        }
        let header: [UInt32] = [
            0x9504_12DE, revision, UInt32(count), 28, UInt32(28 + 8 * count), 0, UInt32(tables),
        ]
        return (header + table).flatMap(number) + strings
    }

    /// A number as the file writes it.
    func number(_ number: UInt32) -> [UInt8] {
        withUnsafeBytes(of: isBigEndian ? number.bigEndian : number.littleEndian) { Array($0) }
    }

    /// The file with one of its numbers, counted from its start, replaced.
    func replacing(_ index: Int, with value: UInt32) -> [UInt8] {
        var changed = bytes
        changed.replaceSubrange(4 * index..<4 * index + 4, with: number(value))
        return changed
    }
}
