// SPDX-License-Identifier: Apache-2.0

#if Redis
import WebSessions

extension RedisScript {
    /// What all scripts know of records.
    ///
    /// `ARGV[1]` is the time, or empty for the server's own clock. The administration of a
    /// record is the field `.`: a version of this form, and numbers in the order of
    /// `RedisRecordCodec`. They are kept as text, because a number of Lua has 53 bits.
    ///
    /// Where a record was ended, its receipts are left for a while, under `ENDED`.
    ///
    /// A full server lets a script go on that has begun by removing, and no field has an empty
    /// name: a script that needs no memory removes `NOTHING` first.
    ///
    /// The server removes a record within the minute after its end, sooner or later by its
    /// locator: while it removes many that ended together, requests would wait. What is
    /// still there is refused. One whose end is kept stays for `LINGER`.
    static let record = """
        local FORM, ENDED, NOTHING = '1', 'ended', ''
        local CREATED, ACCESS, TIMEOUT, RESOLUTION, LIFETIME = 2, 3, 4, 5, 6
        local KIND, VALUE, VERSION, SIZE, ROTATED, GRACE = 7, 8, 9, 10, 11, 12
        local LINGER = 604800000
        local MEMORY = \(SessionSecrets.memory.milliseconds)

        local time = redis.call('TIME')
        local clock = time[1] * 1000 + math.floor(time[2] / 1000)
        local now = ARGV[1] == '' and clock or tonumber(ARGV[1])

        local function whole(number)
          return string.format('%.0f', number)
        end

        local function parse(text)
          local record, count = {}, 0
          for part in string.gmatch(text, '%S+') do
            count = count + 1
            record[count] = part
          end
          return record
        end

        local SHAPE = '^' .. FORM .. string.rep(' %-?%d+', 11) .. '$'
        local function problem_of(text)
          if string.find(text, SHAPE) then return nil end
          local form = string.match(text, '^(%d+) ')
          return form and form ~= FORM and 'NEWER' or 'DAMAGED'
        end

        local function refusal_of(secret, current, replaced, record)
          if secret == current then return nil end
          local age = math.abs(now - tonumber(record[ROTATED]))
          local reads = now < tonumber(record[GRACE])
          local known = secret == replaced and (reads or age < MEMORY)
          return known and 'ROTATED' or 'SECRET', known and reads
        end

        local function idle_of(record)
          local kind = record[KIND]
          if kind == '0' or kind == '3' then return tonumber(record[TIMEOUT]) end
          if kind == '1' then return tonumber(record[VALUE]) end
          return 0
        end

        local function end_of(record)
          local stop = math.huge
          local idle = idle_of(record)
          local access = tonumber(record[ACCESS])
          if idle ~= 0 then stop = access + math.max(idle, 0) end
          local lifetime = tonumber(record[LIFETIME])
          if lifetime > 0 then stop = math.min(stop, tonumber(record[CREATED]) + lifetime) end
          if record[KIND] == '2' then stop = math.min(stop, tonumber(record[VALUE])) end
          return stop
        end

        local function touch(record, timeout, resolution, lifetime)
          local idle = idle_of(record)
          local longest = math.min(tonumber(record[RESOLUTION]), math.floor(idle / 2))
          local due = idle > 0 and now - tonumber(record[ACCESS]) >= longest
          local same = record[TIMEOUT] == timeout and record[RESOLUTION] == resolution
            and record[LIFETIME] == lifetime
          if same and not due then return false end
          if now > tonumber(record[ACCESS]) then record[ACCESS] = whole(now) end
          record[TIMEOUT], record[RESOLUTION], record[LIFETIME] = timeout, resolution, lifetime
          return true
        end

        local function delay(key)
          local number = 0
          for index = -4, -2 do number = number * 64 + string.byte(key, index) % 64 end
          return math.floor(number * 60000 / 262144)
        end

        local function expire(key, record, kept)
          local stop, rest = end_of(record), kept and LINGER or 0
          if stop > 9007199254740991 - LINGER then
            redis.call('PERSIST', key)
          elseif ARGV[1] ~= '' then
            redis.call('PEXPIRE', key, whole(math.max(stop - now, 0) + 86400000 + rest))
          elseif stop > now or kept then
            redis.call('PEXPIREAT', key, whole(math.max(stop, now) + rest + delay(key)))
          else
            redis.call('PEXPIREAT', key, 1)
          end
        end
        """
}
#endif
