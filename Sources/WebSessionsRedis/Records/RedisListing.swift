// SPDX-License-Identifier: Apache-2.0

#if Redis
import Crypto
import WebSessions

/// How far a listing of all records has come; as text, a cursor.
///
/// `SCAN` keeps its word only at one process of a server: another one has its keys in
/// another order. So it is noted which servers there were, and which process gave the cursor.
struct RedisListing: Equatable {
    /// Stands for the servers as they were when the listing began.
    let servers: String
    /// The index of the server that is scanned; their number at the end.
    var server = 0
    /// Stands for the process of that server; nil before its first key.
    var process: String?
    /// Where the server goes on.
    var position: UInt64 = 0
    /// Locators that a server gave and that have not been looked at.
    var found: [SessionLocator] = []

    /// Begins a listing.
    init(of servers: [RedisEndpoint]) {
        self.servers = Self.mark(of: servers.map(\.description))
    }

    /// Goes on with the next server.
    mutating func finishServer() {
        server += 1
        process = nil
        position = 0
    }

    /// Twelve characters that stand for some words.
    static func mark(of words: [String]) -> String {
        let digest = SHA256.hash(data: Array(words.joined(separator: "\n").utf8))
        let digits = digest.prefix(6).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
        return digits.joined()
    }

    // MARK: Text

    /// How a cursor of this form begins.
    private static let form = "r1"

    /// The text of a cursor: `r1.SERVERS.SERVER.PROCESS.POSITION` and the locators.
    var cursor: SessionPageCursor {
        let head = [Self.form, servers, String(server), process ?? "", String(position)]
        return SessionPageCursor((head + found.map(\.description)).joined(separator: "."))
    }

    /// Reads a cursor; nil where it is none of this form.
    init?(_ cursor: SessionPageCursor) {
        let parts = cursor.description.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count >= 5, parts[0] == Self.form, let server = Int(parts[2]), server >= 0,
            let position = UInt64(parts[4])
        else { return nil }
        let found = parts[5...].map { SessionLocator(String($0)) }
        guard !found.contains(nil) else { return nil }
        servers = String(parts[1])
        self.server = server
        process = parts[3].isEmpty ? nil : String(parts[3])
        self.position = position
        self.found = found.compactMap(\.self)
    }
}
#endif
