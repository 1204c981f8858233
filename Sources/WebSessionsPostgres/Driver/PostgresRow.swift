// SPDX-License-Identifier: Apache-2.0

#if PostgreSQL
/// A row of a reply: the values of its columns in the binary form of their types, nil for null.
struct PostgresRow: Sendable, Hashable {
    let columns: [[UInt8]?]

    init(_ columns: [[UInt8]?]) {
        self.columns = columns
    }

    func bytes(_ column: Int) -> [UInt8]? {
        columns.indices.contains(column) ? columns[column] : nil
    }

    func number(_ column: Int) -> Int64? {
        guard let bytes = bytes(column), bytes.count == 8 else { return nil }
        var rest = bytes[...]
        return Int64(cutOff: &rest)
    }

    func truth(_ column: Int) -> Bool {
        bytes(column) == [1]
    }

    func text(_ column: Int) -> String? {
        bytes(column).flatMap { String(validating: $0, as: UTF8.self) }
    }

    func arrays(_ column: Int) -> [[UInt8]?]? {
        bytes(column).flatMap(PostgresType.decode)
    }
}
#endif
