// SPDX-License-Identifier: Apache-2.0

#if PostgreSQL
/// The codes with which servers say what went wrong, and what to do about them.
enum PostgresState {
    /// What the functions of the schema say when the caller waits no longer.
    static let late = "TA001"
    /// A connection broke; libpq has no code for that, and this is the one of the standard.
    static let lost = "08006"
    static let undefinedTable = "42P01"
    static let undefinedSchema = "3F000"
    static let undefinedFunction = "42883"
    static let diskFull = "53100"

    /// What to do before the same call is made again.
    enum Remedy: Sendable, Hashable {
        /// Wait: another transaction was in the way, or the server was too slow.
        case wait
        /// Make the connection anew: it leads to what takes no writes any more, it knows a
        /// statement that is not what it was, or the clock of the server was set.
        case reconnect
    }

    /// Nil where no repetition helps.
    static func remedy(for code: String) -> Remedy? {
        remedies[code] ?? (code.hasPrefix("08") ? .reconnect : nil)
    }

    private static let remedies: [String: Remedy] = [
        "40001": .wait,
        "40P01": .wait,
        "55P03": .wait,
        "57014": .wait,
        late: .reconnect,
        "0A000": .reconnect,
        "25006": .reconnect,
        "25P03": .reconnect,
        "26000": .reconnect,
        "42P05": .reconnect,
        "53300": .reconnect,
        "57P01": .reconnect,
        "57P02": .reconnect,
        "57P03": .reconnect,
        "57P05": .reconnect,
    ]

    /// Codes with which a server ends the connection: what was asked may have been done.
    static let ends: Set<String> = ["25P03", "57P01", "57P02", "57P05"]

    /// Codes of a server that does no work for anybody.
    static let absences: Set<String> = ["25006", "53300", "57P01", "57P02", "57P03"]

    /// Whether user or password were refused.
    static func isRefusal(_ code: String) -> Bool { code.hasPrefix("28") }
}
#endif
