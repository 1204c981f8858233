// SPDX-License-Identifier: Apache-2.0

#if SQLite
import GRDB

/// Pages of a file that nothing is in.
extension Database {
    /// How many free pages are kept at least: new sessions will need them.
    private static let reserve = 64
    /// Which part of the file is kept free at least.
    private static let reserveDivisor = 16

    /// Lets free pages be given back one by one, in a file that has nothing in it yet.
    ///
    /// One that has would have to be written anew as a whole.
    func letFileShrink() throws {
        guard try number("page_count") == 0 else { return }
        try execute(sql: "PRAGMA auto_vacuum = INCREMENTAL")
    }

    /// Gives free pages back to the disk, at most so many.
    ///
    /// - Returns: how many could be given back before.
    func giveBackPages(limit: Int) throws -> Int {
        // Of no pages SQLite makes all.
        guard limit > 0, try number("auto_vacuum") == 2 else { return 0 }
        let reserve = max(Self.reserve, try number("page_count") / Self.reserveDivisor)
        let surplus = max(try number("freelist_count") - reserve, 0)
        if surplus > 0 {
            try execute(sql: "PRAGMA incremental_vacuum(\(min(surplus, limit)))")
        }
        return surplus
    }

    private func number(_ pragma: String) throws -> Int {
        try Int.fetchOne(self, sql: "PRAGMA \(pragma)") ?? 0
    }
}
#endif
