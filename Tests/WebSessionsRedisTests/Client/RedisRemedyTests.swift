// SPDX-License-Identifier: Apache-2.0

#if Redis
import Testing

@testable import WebSessionsRedis

@Suite struct RedisRemedyTests {
    @Test(arguments: [
        (
            "MOVED 3999 127.0.0.1:6381",
            RedisRemedy.move(
                slot: 3999,
                RedisEndpoint(host: "127.0.0.1", port: 6381)
            )
        ),
        ("MOVED 1 ::1:6381", .move(slot: 1, RedisEndpoint(host: "::1", port: 6381))),
        ("ASK 3999 host:6381", .ask(RedisEndpoint(host: "host", port: 6381))),
        ("LOADING Redis is loading the dataset in memory", .wait), ("TRYAGAIN Multiple", .wait),
        ("CLUSTERDOWN The cluster is down", .rediscover), ("MASTERDOWN Link", .rediscover),
        ("READONLY You can't write", .reconnect), ("LATE the caller", .reconnect),
    ])
    func everyErrorThatPassesHasARemedy(_ message: String, _ remedy: RedisRemedy) {
        #expect(RedisRemedy(RedisReplyFailure(message: message)) == remedy)
    }

    @Test(arguments: ["ERR x", "", "MOVED", "MOVED x a:1", "ASK 1 a", "MOVED 1 a:0", "OOM x"])
    func otherErrorsAreFinal(_ message: String) {
        #expect(RedisRemedy(RedisReplyFailure(message: message)) == nil)
    }
}
#endif
