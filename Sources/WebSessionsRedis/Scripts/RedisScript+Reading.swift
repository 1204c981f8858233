// SPDX-License-Identifier: Apache-2.0

#if Redis
extension RedisScript {
    /// Reads a record, and records the access.
    ///
    /// Keys: the record. Arguments: time, hash of the secret (empty for the
    /// administration), timeout, resolution and lifetime to record the access with (empty
    /// not to), `all` or `some`, the number of fields, the fields, and the packages.
    ///
    /// An access that the server refuses to write down, because it cannot write to its disk, has
    /// too few replicas or, whatever was removed first, too little memory, is not recorded.
    ///
    /// Replies a word, and for `FOUND` the administration, the principal, the client hint,
    /// whether the access was recorded (2 where the end is kept), whether the secret is superseded, the time, and fields
    /// and values in turn; for what it cannot read the principal.
    static let read = RedisScript(
        record,
        """
        local PASSABLE = {OOM = true, MISCONF = true, NOREPLICAS = true}
        local function failure_of(reply)
          return type(reply) == 'table' and reply.err and string.match(reply.err, '^%-?(%u+)')
        end

        local key, secret, timeout, mode = KEYS[1], ARGV[2], ARGV[3], ARGV[6]
        local count = tonumber(ARGV[7])
        local head = redis.call('HMGET', key, '.', 'k', 'p', 'h', 'o', 'e')
        if not head[1] or head[1] == ENDED then return {'ABSENT'} end
        local problem = problem_of(head[1])
        if problem then return {problem, head[3]} end
        local record = parse(head[1])
        local superseded = 0
        if secret ~= '' then
          local refusal, reads = refusal_of(secret, head[2], head[5], record)
          if refusal and not reads then return {refusal} end
          if refusal then superseded = 1 end
        end
        if now >= end_of(record) then return {'EXPIRED'} end

        local touched = 0
        local touches = timeout ~= '' and superseded == 0
        if touches and touch(record, timeout, ARGV[4], ARGV[5]) then
          local text = table.concat(record, ' ')
          local reply = redis.pcall('HDEL', key, NOTHING)
          if not failure_of(reply) then reply = redis.pcall('HSET', key, '.', text) end
          local failure = failure_of(reply)
          if not failure then
            head[1] = text
            expire(key, record, head[6])
            touched = head[6] and 2 or 1
          elseif not PASSABLE[failure] then
            return reply
          end
        end

        local values = {}
        local function give(name, value)
          values[#values + 1] = name
          values[#values + 1] = value
        end
        for first = 8, mode == 'all' and 0 or 7 + count, 1000 do
          local last = math.min(first + 999, 7 + count)
          local found = redis.call('HMGET', key, unpack(ARGV, first, last))
          for offset = 1, last - first + 1 do
            if found[offset] then give(ARGV[first + offset - 1], found[offset]) end
          end
        end
        if mode == 'all' or #ARGV > 7 + count then
          local packages = {}
          for index = 8 + count, #ARGV do packages[ARGV[index]] = true end
          local all = redis.call('HGETALL', key)
          for index = 1, #all, 2 do
            local package = string.match(all[index], '^([^/]*)/')
            if package and (mode == 'all' or packages[package]) then
              give(all[index], all[index + 1])
            end
          end
        end
        return {'FOUND', head[1], head[3], head[4], touched, superseded, now, values}
        """
    )

    /// Ends a record; its receipts stay for a while, so that no commit that was sent before
    /// makes it anew.
    ///
    /// It begins by removing, so that a full server lets it go on.
    ///
    /// Keys: the record. Arguments: time, those of ``receipts``, 7. the hash of the secret or
    /// empty for any, 8. `=` with a principal or empty for any, and 9. the cause. Replies 1 where
    /// a record was ended, and 2 where its end is kept.
    static let revoke = RedisScript(
        record,
        receipts,
        ending,
        """
        local key = KEYS[1]
        local head = redis.call('HMGET', key, '.', 'k', 'p', 'r', 'q', 'e', 'l')
        local lines = head[6]
        if applied(key, head[4], head[5]) then return lines and 2 or 1 end
        if not head[1] or head[1] == ENDED then return 0 end
        if ARGV[7] ~= '' and ARGV[7] ~= head[2] then return 0 end
        if ARGV[8] ~= '' and (not head[3] or ARGV[8] ~= '=' .. head[3]) then return 0 end
        if lines then
          local record = not problem_of(head[1]) and parse(head[1])
          if record and now >= end_of(record) then
            lines = lines .. expiry_line(record, head[3], head[7])
          else
            lines = lines .. line(ARGV[9], record and record[CREATED] or '-', now,
              head[3] or head[7])
          end
        end
        strip(key)
        local function put(name, value) redis.call('HSET', key, name, value) end
        local function remove(name) redis.call('HDEL', key, name) end
        put('.', ENDED)
        if lines then put('e', lines) end
        remember(key, head[4], head[5], put, remove)
        redis.call('PEXPIRE', key, lines and LINGER or KEPT * 1000)
        return lines and 2 or 1
        """
    )

    /// Removes a record whose time is over, but for its end where that is kept.
    ///
    /// Keys: the record. Arguments: time. Replies whether it was removed.
    static let sweep = RedisScript(
        record,
        ending,
        """
        local head = redis.call('HMGET', KEYS[1], '.', 'e', 'p', 'l')
        if not head[1] or problem_of(head[1]) then return 0 end
        local record = parse(head[1])
        if now < end_of(record) then return 0 end
        if not head[2] then return redis.call('DEL', KEYS[1]) end
        conclude(KEYS[1], head[2] .. expiry_line(record, head[3], head[4]))
        return 1
        """
    )
}
#endif
