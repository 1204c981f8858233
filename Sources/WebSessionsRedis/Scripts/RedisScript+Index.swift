// SPDX-License-Identifier: Apache-2.0

#if Redis
extension RedisScript {
    /// Notes that a principal may have a session, with the time of this server.
    ///
    /// A full server takes no new entry; one that is there is noted again, which needs no
    /// memory: it begins by removing nothing.
    ///
    /// Keys: the index of the principal. Arguments: the locator.
    static let enlist = RedisScript(
        """
        local time = redis.call('TIME')
        if redis.call('ZSCORE', KEYS[1], ARGV[1]) then redis.call('ZREM', KEYS[1], '') end
        redis.call('ZADD', KEYS[1], time[1] * 1000 + math.floor(time[2] / 1000), ARGV[1])
        return 1
        """
    )

    /// Takes locators from an index that were noted long enough ago: a login that is still
    /// under way must not lose its entry.
    ///
    /// Keys: the index of the principal. Arguments: for how many milliseconds an entry is
    /// left alone, and the locators. Replies how many were taken out.
    static let strike = RedisScript(
        """
        local time = redis.call('TIME')
        local clock = time[1] * 1000 + math.floor(time[2] / 1000)
        local count = 0
        for index = 2, #ARGV do
          local noted = redis.call('ZSCORE', KEYS[1], ARGV[index])
          if noted and clock - tonumber(noted) >= tonumber(ARGV[1]) then
            count = count + redis.call('ZREM', KEYS[1], ARGV[index])
          end
        end
        return count
        """
    )
}
#endif
