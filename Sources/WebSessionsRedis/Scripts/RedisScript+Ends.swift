// SPDX-License-Identifier: Apache-2.0

#if Redis
import WebSessions

/// The ends of sessions, which Redis has to remember although it removes records by itself.
///
/// A record whose end is kept has a field `e`, and the server leaves it for `LINGER` after its
/// end. An end is a line in that field: cause, creation, end, and the principal in
/// hexadecimal digits or `-`. So it is written by the script that ends the record, or by
/// the first one that finds it expired.
///
/// Which records have to be looked at, and when, is in sorted sets elsewhere. They may name too
/// much, or too early; a record that none of them names does not come about.
extension RedisScript {
    /// What scripts that end records know.
    static let ending = """
        local function strip(key)
          local names = {}
          for _, name in ipairs(redis.call('HKEYS', key)) do
            if name ~= 'e' and not string.find(name, '^[rq]%d*$') then names[#names + 1] = name end
          end
          for first = 1, #names, 1000 do
            redis.call('HDEL', key, unpack(names, first, math.min(first + 999, #names)))
          end
        end

        local function line(cause, created, stop, principal)
          local who = principal and string.gsub(principal, '.', function(character)
            return string.format('%02x', string.byte(character))
          end)
          return table.concat({cause, created, whole(stop), who or '-'}, ' ') .. '\\n'
        end

        local function expiry_line(record, principal, last)
          local cause = not principal and last and 'logged-out' or 'expired'
          return line(cause, record[CREATED], end_of(record), principal or last)
        end

        local function conclude(key, lines)
          strip(key)
          redis.call('HSET', key, '.', ENDED, 'e', lines)
          redis.call('PEXPIRE', key, LINGER)
          return lines
        end
        """

    /// Notes that a record may have to be looked at.
    ///
    /// An entry that is due before stays so: it may be that of an end that was not told. Each note
    /// changes the time of the entry, so that ``settle`` knows of it.
    ///
    /// Keys: a set. Arguments: time, in how many milliseconds, the locator, and in how many
    /// milliseconds at the earliest.
    static let note = RedisScript(
        record,
        """
        local score, old = now + tonumber(ARGV[2]), redis.call('ZSCORE', KEYS[1], ARGV[3])
        if old then
          redis.call('ZREM', KEYS[1], NOTHING)
          score = math.min(score, tonumber(old) - 1)
        end
        score = math.max(score, now + tonumber(ARGV[4]))
        if old and score == tonumber(old) then score = score - 1 end
        redis.call('ZADD', KEYS[1], whole(score), ARGV[3])
        return 1
        """
    )

    /// Gives entries that are due, and leaves them alone for a while.
    ///
    /// Keys: a set. Arguments: time, for how many milliseconds, and how many at most. Replies
    /// their new time and the locators.
    static let due = RedisScript(
        record,
        """
        local found = redis.call(
          'ZRANGE', KEYS[1], '-inf', whole(now), 'BYSCORE', 'LIMIT', 0, ARGV[3])
        local score = whole(now + tonumber(ARGV[2]))
        redis.call('ZREM', KEYS[1], NOTHING)
        for _, locator in ipairs(found) do redis.call('ZADD', KEYS[1], score, locator) end
        return {score, found}
        """
    )

    /// Moves or removes entries that nobody has noted meanwhile.
    ///
    /// Keys: a set. Arguments: time, the time that the entries have, and in turn locators and
    /// new times, empty to remove the entry.
    static let settle = RedisScript(
        record,
        """
        redis.call('ZREM', KEYS[1], NOTHING)
        for index = 3, #ARGV, 2 do
          local score = redis.call('ZSCORE', KEYS[1], ARGV[index])
          if score and tonumber(score) == tonumber(ARGV[2]) then
            if ARGV[index + 1] == '' then
              redis.call('ZREM', KEYS[1], ARGV[index])
            else
              redis.call('ZADD', KEYS[1], ARGV[index + 1], ARGV[index])
            end
          end
        end
        return 1
        """
    )

    /// Looks whether a record has ended.
    ///
    /// Keys: the record. Arguments: time, and after how many milliseconds a record that lives is
    /// looked at again at the latest.
    ///
    /// Replies `ABSENT` and the time; `LIVE`, when it is to be looked at again, and lines of
    /// earlier ends; or `ENDED`, nothing, and lines.
    static let look = RedisScript(
        record,
        ending,
        """
        local key = KEYS[1]
        local head = redis.call('HMGET', key, '.', 'e', 'p', 'l')
        if not head[1] then return {'ABSENT', whole(now), ''} end
        if head[1] == ENDED then return {'ENDED', '', head[2] or ''} end
        local later = now + tonumber(ARGV[2])
        if problem_of(head[1]) then return {'LIVE', whole(later), head[2] or ''} end
        local record = parse(head[1])
        if now < end_of(record) then
          return {'LIVE', whole(math.min(end_of(record), later)), head[2] or ''}
        end
        if not head[2] then return {'ENDED', '', ''} end
        return {'ENDED', '', conclude(key, head[2] .. expiry_line(record, head[3], head[4]))}
        """
    )

    /// Forgets lines that were told.
    ///
    /// What is left of an ended record says for a while that it was told of.
    ///
    /// Keys: the record. Arguments: time, for how many milliseconds, and the lines.
    static let forget = RedisScript(
        record,
        """
        local key = KEYS[1]
        local head = redis.call('HMGET', key, '.', 'e')
        if head[1] and not head[2] then return 0 end
        local lines = '\\n' .. (head[2] or '')
        for index = 3, #ARGV do
          local first, last = string.find(lines, '\\n' .. ARGV[index] .. '\\n', 1, true)
          if first then lines = string.sub(lines, 1, first) .. string.sub(lines, last + 1) end
        end
        redis.call('HDEL', key, NOTHING)
        if not head[1] then redis.call('HSET', key, '.', ENDED) end
        redis.call('HSET', key, 'e', string.sub(lines, 2))
        if (not head[1] or head[1] == ENDED) and lines == '\\n' then
          redis.call('PEXPIRE', key, ARGV[2])
        end
        return 1
        """
    )
}
#endif
