// SPDX-License-Identifier: Apache-2.0

#if Redis
/// What to do about an error of a server before the same call is made again.
enum RedisRemedy: Sendable, Hashable {
    /// Another server has the slot from now on.
    case move(slot: Int, RedisEndpoint)
    /// Another server has the key while the slot moves.
    case ask(RedisEndpoint)
    /// Wait: the server will be able to.
    case wait
    /// Find out who is the master now.
    case rediscover
    /// Make the connections anew: they lead to what is no master any more, or the clock of
    /// the server was set.
    case reconnect

    /// Nil where no repetition helps.
    init?(_ failure: RedisReplyFailure) {
        switch failure.code {
        case "MOVED", "ASK":
            let words = failure.words
            guard words.count == 2, let slot = Int(words[0]),
                let endpoint = RedisEndpoint(redirection: words[1])
            else { return nil }
            self = failure.code == "ASK" ? .ask(endpoint) : .move(slot: slot, endpoint)
        default:
            guard let remedy = Self.remedies[failure.code] else { return nil }
            self = remedy
        }
    }

    private static let remedies: [String: RedisRemedy] = [
        "LOADING": .wait,
        "TRYAGAIN": .wait,
        "BUSY": .wait,
        "CLUSTERDOWN": .rediscover,
        "MASTERDOWN": .rediscover,
        "READONLY": .reconnect,
        "UNBLOCKED": .reconnect,
        "LATE": .reconnect,
    ]
}
#endif
