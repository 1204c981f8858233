// SPDX-License-Identifier: Apache-2.0

#if Redis
extension RedisScript {
    /// Makes a record, or commits to one: what `SessionMerge` does, at the server.
    ///
    /// Keys: the record. Arguments:
    ///
    /// 1. the time; 2. to 6. those of ``receipts``
    /// 7. `create` or `update`; 8. the hash of the secret, or empty for the application
    /// 9. timeout, 10. resolution and 11. lifetime
    /// 12. the most bytes of a value, and 13. of the record
    /// 14. the hash of a new secret, or empty
    /// 15. empty, `-` to remove the principal, or `=` with a new one
    /// 16. the kind and 17. the value of a new expiry, or empty
    /// 18. for how many milliseconds the old secret still reads
    /// 19. `=` with a new client hint, or empty
    /// 20. `kept` to keep the end, `noted` where the record has an entry for that, or empty
    /// 21. operations, each a letter, its field, and what it needs
    ///
    /// Everything is decided before anything is written: Redis takes nothing back when a
    /// script fails in the middle.
    static let commit = RedisScript(
        record,
        receipts,
        ending,
        numbers,
        lists,
        reading,
        merging,
        storing
    )

    /// Whole numbers of 64 bits as a sign and digits.
    private static let numbers = """
        local function integer(text)
          local sign, digits = string.match(text, '^i([+-]?)(%d+)$')
          if not digits then return nil end
          digits = string.match(digits, '^0*(%d+)$')
          local most = sign == '-' and '9223372036854775808' or '9223372036854775807'
          if #digits > 19 or #digits == 19 and digits > most then return nil end
          return {negative = sign == '-' and digits ~= '0', digits = digits}
        end

        local function text_of(number)
          return (number.negative and 'i-' or 'i') .. number.digits
        end

        local function smaller(a, b)
          if #a ~= #b then return #a < #b end
          return a < b
        end

        local function halves(digits)
          return tonumber(string.sub(digits, 1, -10)) or 0, tonumber(string.sub(digits, -9))
        end

        local function joined(high, low)
          if high == 0 then return string.format('%.0f', low) end
          return string.format('%.0f%09.0f', high, low)
        end

        local function plus(a, b)
          local ah, al = halves(a)
          local bh, bl = halves(b)
          local high, low = ah + bh, al + bl
          if low >= 1e9 then high, low = high + 1, low - 1e9 end
          return joined(high, low)
        end

        local function minus(a, b)
          local ah, al = halves(a)
          local bh, bl = halves(b)
          local high, low = ah - bh, al - bl
          if low < 0 then high, low = high - 1, low + 1e9 end
          return joined(high, low)
        end

        local function sum(a, b)
          if a.negative == b.negative then
            return {negative = a.negative, digits = plus(a.digits, b.digits)}
          end
          if smaller(a.digits, b.digits) then a, b = b, a end
          local digits = minus(a.digits, b.digits)
          return {negative = a.negative and digits ~= '0', digits = digits}
        end

        local function less(a, b)
          if a.negative ~= b.negative then return a.negative end
          if a.negative then return smaller(b.digits, a.digits) end
          return smaller(a.digits, b.digits)
        end
        """

    /// Lists: texts between line feeds; an empty one was stored as no bytes once.
    private static let lists = """
        local function elements(text)
          if text ~= 'x' and string.sub(text, 1, 1) ~= 'l' then return nil end
          local parts = {}
          for part in string.gmatch(string.sub(text, 2), '[^\\n]+') do
            parts[#parts + 1] = part
          end
          return parts
        end

        local function list(parts, first)
          return 'l' .. table.concat(parts, '\\n', first or 1)
        end
        """

    /// Looks whether the record is there, and what it holds of what the operations concern.
    private static let reading = """
        local key = KEYS[1]
        local creates = ARGV[7] == 'create'
        local OPERATIONS = 21
        local LENGTHS = {S = 3, D = 2, X = 2, A = 3, M = 3, U = 3, P = 4, C = 4, E = 3, K = 3}
        local PACKAGES = {X = true, K = true}

        local function inside(name, package)
          if package == '' then return string.find(name, '/', 1, true) end
          return string.sub(name, 1, #package + 1) == package .. '/'
        end

        local head = redis.call('HMGET', key, '.', 'k', 'p', 'h', 'r', 'q', 'o', 'e', 'l')
        local stored = head[1] ~= ENDED and head[1]
        local problem = stored and problem_of(stored)
        if problem then return {problem} end
        local record = stored and parse(stored)
        local known = applied(key, head[5], head[6])
        if known == nil then return redis.error_reply(FORGOTTEN) end
        if known then
          if record then return {'OK', stored, head[3], head[4]} end
          return {'GONE'}
        end
        if creates then
          if record and now < end_of(record) then return {'DUPLICATE'} end
        else
          if not record then return {'GONE'} end
          local refusal = ARGV[8] ~= '' and refusal_of(ARGV[8], head[2], head[7], record)
          if refusal then return {refusal} end
          if now >= end_of(record) then return {'EXPIRED'} end
          if ARGV[20] == 'kept' and not head[8] then return {'UNNOTED'} end
        end

        local current, names = {}, {}
        local function want(name)
          if current[name] == nil then
            current[name] = false
            names[#names + 1] = name
          end
        end
        local position = OPERATIONS
        while position <= #ARGV do
          local letter, field = ARGV[position], ARGV[position + 1]
          if not PACKAGES[letter] then
            want(field)
          elseif not creates then
            for _, name in ipairs(redis.call('HKEYS', key)) do
              if inside(name, field) then want(name) end
            end
          end
          position = position + LENGTHS[letter]
        end
        if not creates then
          for first = 1, #names, 1000 do
            local last = math.min(first + 999, #names)
            local found = redis.call('HMGET', key, unpack(names, first, last))
            for offset = 1, last - first + 1 do
              current[names[first + offset - 1]] = found[offset]
            end
          end
        end
        """

    /// The operations in their order, each on what the ones before it left.
    private static let merging = """
        local working, conflicts = {}, {}
        for name, value in pairs(current) do working[name] = value end
        local function conflict(name)
          conflicts[#conflicts + 1] = name
          conflicts[#conflicts + 1] = current[name]
        end

        -- An optional without a value was stored once; it is as good as none.
        local function present(old)
          return old ~= 'n' and old
        end

        local merge = {}
        function merge.S(field, old, value) return value end
        function merge.D(field, old) return false end
        function merge.A(field, old, amount)
          local number = integer(present(old) or 'i0')
          if not number then return nil, {'NUMBER', field} end
          local result = text_of(sum(number, integer(amount)))
          if not integer(result) then return nil, {'OVERFLOW', field} end
          return result
        end
        function merge.M(field, old, other)
          if not present(old) then return other end
          local number = integer(old)
          if not number then return nil, {'NUMBER', field} end
          return less(number, integer(other)) and other or text_of(number)
        end
        function merge.U(field, old, added)
          local parts, more = elements(present(old) or 'l'), elements(added)
          if not parts or not more then return nil, {'LIST', field} end
          local seen = {}
          for _, part in ipairs(parts) do seen[part] = true end
          for _, part in ipairs(more) do
            if not seen[part] then
              seen[part] = true
              parts[#parts + 1] = part
            end
          end
          return list(parts)
        end
        function merge.P(field, old, added, cap)
          local parts, more = elements(present(old) or 'l'), elements(added)
          if not parts or not more then return nil, {'LIST', field} end
          for _, part in ipairs(more) do parts[#parts + 1] = part end
          return list(parts, math.max(#parts - tonumber(cap) + 1, 1))
        end
        function merge.E(field, old, expected)
          if (old and '=' .. old or '') ~= expected then conflict(field) end
          return old
        end
        function merge.C(field, old, expected, new)
          if (old and '=' .. old or '') ~= expected then
            conflict(field)
            return old
          end
          return new ~= '' and string.sub(new, 2)
        end

        local whole_package = {}
        function whole_package.X(package)
          for name in pairs(working) do
            if inside(name, package) then working[name] = false end
          end
        end
        function whole_package.K(package, known)
          local expected = {}
          for name in string.gmatch(known, '[^\\n]+') do expected[name] = true end
          for name, value in pairs(working) do
            if value and inside(name, package) and not expected[name] then conflict(name) end
          end
        end

        position = OPERATIONS
        while position <= #ARGV do
          local letter, field = ARGV[position], ARGV[position + 1]
          if PACKAGES[letter] then
            whole_package[letter](field, ARGV[position + 2])
          else
            local value, problem = merge[letter](
              field, working[field], ARGV[position + 2], ARGV[position + 3])
            if problem then return problem end
            working[field] = value
          end
          position = position + LENGTHS[letter]
        end
        if #conflicts > 0 then return {'CONFLICT', conflicts} end

        local before = creates and 0 or tonumber(record[SIZE])
        local total, largest, largest_cost = before, nil, 0
        local added, removed = {}, {}
        for name, value in pairs(working) do
          local old = current[name]
          if value ~= old then
            if old then total = total - #name - #old end
            if value then
              if #value > tonumber(ARGV[12]) then return {'VALUE', name, whole(#value)} end
              total = total + #name + #value
              if #name + #value > largest_cost then
                largest, largest_cost = name, #name + #value
              end
              added[#added + 1] = name
              added[#added + 1] = value
            else
              removed[#removed + 1] = name
            end
          end
        end
        if largest and total > tonumber(ARGV[13]) and total > before then
          return {'SIZE', largest, whole(total)}
        end
        """

    /// The only part that writes.
    ///
    /// A full server refuses what makes the record larger, at the first write; everything else
    /// removes `NOTHING` before it. A principal counts for nothing here: the entry in the index
    /// came first.
    private static let storing = """
        local access_end = record and end_of(record)
        local grows = creates or total > before or ARGV[19] ~= ''
        local principal, hint = head[3], head[4]
        local ends = head[8] or ARGV[20] ~= '' and ''
        local function put(name, value)
          added[#added + 1] = name
          added[#added + 1] = value
        end
        local function remove(name) removed[#removed + 1] = name end
        if creates then
          if head[1] then
            redis.call('HSET', key, '.', head[1])
            strip(key)
          end
          if ends and record then ends = ends .. expiry_line(record, head[3], head[9]) end
          local at = whole(now)
          record = {FORM, at, at, ARGV[9], ARGV[10], ARGV[11], '0', '0', '1', '0', at, '0'}
          put('k', ARGV[8])
          principal, hint, access_end = false, false, nil
        else
          touch(record, ARGV[9], ARGV[10], ARGV[11])
          if #added + #removed > 0 then
            record[VERSION] = whole(tonumber(record[VERSION]) + 1)
          end
          if ARGV[14] ~= '' then
            put('k', ARGV[14])
            if now > tonumber(record[ROTATED]) then record[ROTATED] = whole(now) end
            local stop = now + tonumber(ARGV[18])
            if ARGV[14] == head[2] then
              record[GRACE] = whole(math.min(stop, tonumber(record[GRACE])))
            else
              put('o', head[2])
              record[GRACE] = whole(stop)
            end
          end
        end
        record[SIZE] = whole(total)
        if ARGV[16] ~= '' then
          record[KIND], record[VALUE] = ARGV[16], ARGV[17]
          if now > tonumber(record[ACCESS]) then record[ACCESS] = whole(now) end
        end
        if ARGV[15] == '-' and principal then
          if ends then put('l', principal) end
          principal = false
          remove('p')
        elseif ARGV[15] ~= '' and ARGV[15] ~= '-' then
          principal = string.sub(ARGV[15], 2)
          put('p', principal)
        end
        if ARGV[19] ~= '' then
          hint = string.sub(ARGV[19], 2)
          put('h', hint)
        end
        local text = table.concat(record, ' ')
        if creates or text ~= stored then put('.', text) end
        if ends ~= head[8] then put('e', ends) end
        remember(key, head[5], head[6], put, remove)
        local function write(command, parts)
          for first = 1, #parts, 1000 do
            redis.call(command, key, unpack(parts, first, math.min(first + 999, #parts)))
          end
        end
        if not grows then redis.call('HDEL', key, NOTHING) end
        write('HSET', added)
        write('HDEL', removed)
        if end_of(record) ~= access_end or ends and not head[8] then expire(key, record, ends) end
        return {'OK', text, principal, hint}
        """
}
#endif
