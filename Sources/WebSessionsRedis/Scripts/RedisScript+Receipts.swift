// SPDX-License-Identifier: Apache-2.0

#if Redis
extension RedisScript {
    /// What scripts that write know, so that each call is done once and in time.
    ///
    /// 2. when the caller stops waiting, and 3. since when the call may have been done, empty
    ///    where it is sent for the first time; both by the clock of this server
    /// 4. for how many seconds a receipt is kept; 5. eight bytes that name the call
    /// 6. `given` where the caller may ask for it again by itself
    ///
    /// A receipt is those eight bytes and the second of the call. They are within the record,
    /// so that both are at the same server whatever moves: five in a row, the row that is
    /// written in the field `r`. Rows that are full are `r0`, `r1` and so on, and `q` has the
    /// number of the first of them, the next number, and the second of the last receipt that
    /// was dropped before its time, because there are no more than `ROWS`. A row is no longer
    /// than what a server keeps in the compact form of a hash.
    static let receipts = """
        if clock > tonumber(ARGV[2]) then
          return redis.error_reply('LATE the caller waits no longer')
        end
        local SENT, KEPT, ID = tonumber(ARGV[3]), tonumber(ARGV[4]), ARGV[5]
        local RECEIPT, ROW, ROWS = 12, 60, 200
        local second = math.floor(clock / 1000)

        local function second_of(row, last)
          return struct.unpack('>I4', row, last and #row - 3 or 9)
        end

        local function holds(row)
          for place = 1, #row, RECEIPT do
            if string.sub(row, place, place + 7) == ID then return true end
          end
          return false
        end

        local function numbers_of(queue)
          local first, next_row, dropped = string.match(queue or '0 0 0', '(%d+) (%d+) (%d+)')
          return tonumber(first), tonumber(next_row), tonumber(dropped)
        end

        local function applied(key, row, queue)
          if row and holds(row) then return true end
          if not queue or not SENT and ARGV[6] == '' then return false end
          local first, next_row, dropped = numbers_of(queue)
          for number = first, next_row - 1 do
            local found = redis.call('HGET', key, 'r' .. whole(number))
            if found and holds(found) then return true end
          end
          if SENT and SENT < (dropped + 1) * 1000 then return nil end
          return false
        end

        local FORGOTTEN = 'FORGOTTEN the call may have been done'

        local function remember(key, row, queue, put, remove)
          local own = ID .. struct.pack('>I4', second)
          row = row or ''
          while row ~= '' and second_of(row) + KEPT < second do
            row = string.sub(row, RECEIPT + 1)
          end
          if not queue and #row < ROW then return put('r', row .. own) end
          local first, next_row, dropped = numbers_of(queue)
          if #row == ROW then
            put('r' .. whole(next_row), row)
            next_row, row = next_row + 1, ''
          end
          put('r', row .. own)
          for _ = 1, 2 do
            local oldest = first < next_row and redis.call('HGET', key, 'r' .. whole(first))
            local last = oldest and second_of(oldest, true)
            local is_over = last and last + KEPT < second
            if is_over or next_row - first > ROWS then
              remove('r' .. whole(first))
              first = first + 1
              if last and not is_over then dropped = last end
            end
          end
          if first == next_row and dropped + KEPT < second then return remove('q') end
          put('q', whole(first) .. ' ' .. whole(next_row) .. ' ' .. whole(dropped))
        end
        """
}
#endif
