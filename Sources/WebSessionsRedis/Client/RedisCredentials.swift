// SPDX-License-Identifier: Apache-2.0

#if Redis
import WebSessions

/// A user name and a password.
///
/// Prints as nothing.
struct RedisCredentials: Sendable, Hashable {
    /// Nil for the user `default` of a server that knows only a password.
    let user: String?
    let password: String

    init(user: String?, password: String) {
        self.user = user
        self.password = password
    }

    /// Reads `user:password`, `:password` or `password`, with percent encoding.
    init(userInformation text: Substring) throws(SessionError) {
        let colon = text.firstIndex(of: ":")
        let user = colon.map { text[..<$0] }
        let password = colon.map { text[text.index(after: $0)...] } ?? text
        guard let user = RedisURL.decoded(user ?? ""), let password = RedisURL.decoded(password)
        else { throw RedisURL.problem("has a broken percent encoding before the @") }
        guard !password.isEmpty else { throw RedisURL.problem("has no password before the @") }
        self.init(user: user.isEmpty ? nil : user, password: password)
    }

    /// Reads `sentinel-password=PASSWORD` and `sentinel-user=USER`, with percent encoding.
    init(sentinelQuery text: Substring) throws(SessionError) {
        var values: [Substring: String] = [:]
        for part in text.split(separator: "&", omittingEmptySubsequences: false) {
            let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard pair.count == 2, ["sentinel-user", "sentinel-password"].contains(pair[0]),
                values[pair[0]] == nil
            else {
                let message = "has something else in its query than one sentinel-password"
                throw RedisURL.problem("\(message) and one sentinel-user")
            }
            guard let value = RedisURL.decoded(pair[1]) else {
                throw RedisURL.problem("has a broken percent encoding in its query")
            }
            values[pair[0]] = value
        }
        guard let password = values["sentinel-password"], !password.isEmpty else {
            throw RedisURL.problem("has no sentinel-password in its query")
        }
        let user = values["sentinel-user"] ?? ""
        self.init(user: user.isEmpty ? nil : user, password: password)
    }

    var command: RedisCommand {
        let words = [user, password].compactMap(\.self)
        return RedisCommand("AUTH", arguments: words.map { Array($0.utf8) })
    }
}

extension RedisCredentials: CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    var description: String { "<credentials>" }
    var debugDescription: String { description }
    var customMirror: Mirror { Mirror(self, children: []) }
}
#endif
