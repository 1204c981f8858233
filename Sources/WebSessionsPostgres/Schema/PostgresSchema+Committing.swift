// SPDX-License-Identifier: Apache-2.0

#if PostgreSQL
extension PostgresSchema {
    /// Makes a record, or commits to one: what `SessionMerge` does, at the server.
    ///
    /// The row of the record is locked first, and the time is looked at after that: what was
    /// true before another transaction let go of it counts for nothing. Everything is decided
    /// before anything is written. An operation is a letter with a name and up to two operands:
    ///
    /// | letter | operation | operand | other |
    /// |---|---|---|---|
    /// | `S`, `D` | set, delete | the value | |
    /// | `X` | clear a package | | |
    /// | `A`, `M` | add, maximum | a number | |
    /// | `U`, `P` | union, append | a list | the most elements |
    /// | `C` | compare and set | the digest of what is there | the new value |
    /// | `E` | expect a value | its digest | |
    /// | `K` | expect no further values in a package | names between line feeds | |
    var committing: String {
        """
        CREATE FUNCTION \(quoted).session_commit(
            p_now bigint, p_deadline bigint, p_kept bigint, p_id bytea, p_waits boolean,
            p_creates boolean,
            p_locator bytea, p_secret bytea,
            p_timeout bigint, p_resolution bigint, p_lifetime bigint,
            p_value_bytes bigint, p_session_bytes bigint, p_new_secret bytea, p_grace bigint,
            p_sets_principal boolean, p_principal bytea,
            p_expiry_kind bigint, p_expiry_value bigint, p_hint bytea, p_keeps_end boolean,
            p_letters text, p_names bytea[], p_operands bytea[], p_others bytea[]
        ) RETURNS \(quoted).session_reply LANGUAGE plpgsql AS $f$
        DECLARE
            \(variables)
        BEGIN
            IF NOT p_waits THEN PERFORM set_config('synchronous_commit', 'off', true); END IF;
            LOOP
            \(locking)
            \(applying)
            \(measuring)
            \(storing)
            END LOOP;
        END $f$;

        """
    }

    private var done: String {
        """
        ROW(
            'OK', now, r.created, r.last_access, r.timeout, r.resolution, r.lifetime,
            r.expiry_kind, r.expiry_value, r.version, r.rotated, r.principal, r.client_hint,
            NULL, NULL, false, false, NULL
        )::\(quoted).session_reply
        """
    }

    private var variables: String {
        """
        reply \(quoted).session_reply;
        r \(quoted).sessions;
        clock bigint;
        now bigint;
        fields bytea[];
        olds bytea[];
        news bytea[];
        conflicts bytea[];
        letter text;
        name bytea;
        place integer;
        merged record;
        before bigint;
        total bigint;
        largest bytea;
        largest_cost bigint;
        is_changed boolean;
        """
    }

    /// Gets hold of the record, and refuses what is none of its business.
    private var locking: String {
        """
        SELECT * INTO r FROM \(quoted).sessions s
        WHERE s.locator = p_locator FOR NO KEY UPDATE;
        clock := floor(date_part('epoch', clock_timestamp()) * 1000)::bigint;
        IF clock > p_deadline THEN PERFORM \(quoted).session_check(clock, p_deadline); END IF;
        now := coalesce(p_now, clock);
        IF position(p_id IN r.receipts) > 0 OR (r.locator IS NULL OR r.spilled >= clock) AND EXISTS (
            SELECT FROM \(quoted).session_receipts t
            WHERE t.locator = p_locator AND t.id = p_id)
        THEN
            IF r.locator IS NULL THEN RETURN \(quoted).session_word('GONE'); END IF;
            -- What was done is perhaps not on the disk yet: something has to wait for that.
            PERFORM pg_logical_emit_message(true, 'talisman', '');
            RETURN \(done);
        END IF;
        IF p_creates THEN
            IF r.locator IS NOT NULL AND (r.ends IS NULL OR now < r.ends) THEN
                RETURN \(quoted).session_word('DUPLICATE');
            END IF;
        ELSE
            IF r.locator IS NULL THEN RETURN \(quoted).session_word('GONE'); END IF;
            IF p_secret <> r.secret_hash THEN
                RETURN \(quoted).session_word(CASE
                    WHEN p_secret = r.superseded_hash AND (
                        now < r.superseded_end OR abs(now - r.rotated) < \(Self.secretMemory))
                    THEN 'ROTATED' ELSE 'SECRET' END);
            END IF;
            IF now >= r.ends THEN RETURN \(quoted).session_word('EXPIRED'); END IF;
        END IF;
        """
    }

    /// The operations in their order, each on what the ones before it left.
    private var applying: String {
        """
        fields := '{}';
        olds := '{}';
        IF NOT p_creates AND p_letters <> '' THEN
            IF p_letters ~ '[XK]' THEN
                SELECT coalesce(array_agg(v.field), '{}'), coalesce(array_agg(v.value), '{}')
                INTO fields, olds FROM \(quoted).session_values v WHERE v.locator = p_locator;
            ELSE
                SELECT coalesce(array_agg(v.field), '{}'), coalesce(array_agg(v.value), '{}')
                INTO fields, olds FROM \(quoted).session_values v
                WHERE v.locator = p_locator AND v.field = ANY (p_names);
            END IF;
        END IF;
        news := olds;
        conflicts := '{}';
        FOR i IN 1 .. length(p_letters) LOOP
            letter := substr(p_letters, i, 1);
            name := p_names[i];
            IF letter IN ('X', 'K') THEN
                FOR j IN 1 .. cardinality(fields) LOOP
                    CONTINUE WHEN news[j] IS NULL
                        OR NOT \(quoted).session_is_in(fields[j], name);
                    IF letter = 'X' THEN
                        news[j] := NULL;
                    ELSIF position(
                        decode('0a', 'hex') || fields[j] || decode('0a', 'hex')
                        IN p_operands[i]) = 0
                    THEN
                        conflicts := array_append(conflicts, fields[j]);
                    END IF;
                END LOOP;
                CONTINUE;
            END IF;
            place := array_position(fields, name);
            IF place IS NULL THEN
                fields := array_append(fields, name);
                place := cardinality(fields);
                olds := array_append(olds, NULL);
                news := array_append(news, NULL);
            END IF;
            IF letter IN ('C', 'E') AND sha256(news[place]) IS DISTINCT FROM p_operands[i] THEN
                conflicts := array_append(conflicts, name);
            ELSIF letter = 'C' THEN
                news[place] := p_others[i];
            ELSIF letter IN ('S', 'D') THEN
                news[place] := p_operands[i];
            ELSIF letter <> 'E' THEN
                merged := \(quoted).session_merged(
                    letter, news[place], p_operands[i], p_others[i]);
                IF merged.problem IS NOT NULL THEN
                    reply.word := merged.problem;
                    reply.names := ARRAY[name];
                    RETURN reply;
                END IF;
                news[place] := merged.merged;
            END IF;
        END LOOP;
        IF cardinality(conflicts) > 0 THEN
            reply.word := 'CONFLICT';
            FOREACH name IN ARRAY conflicts LOOP
                reply.names := array_append(reply.names, name);
                reply.contents := array_append(
                    reply.contents, olds[array_position(fields, name)]);
            END LOOP;
            RETURN reply;
        END IF;
        """
    }

    private var measuring: String {
        """
        before := CASE WHEN p_creates THEN 0 ELSE r.size END;
        total := before;
        largest := NULL;
        largest_cost := 0;
        is_changed := false;
        FOR j IN 1 .. cardinality(fields) LOOP
            CONTINUE WHEN news[j] IS NOT DISTINCT FROM olds[j];
            is_changed := true;
            IF olds[j] IS NOT NULL THEN
                total := total - octet_length(fields[j]) - octet_length(olds[j]);
            END IF;
            CONTINUE WHEN news[j] IS NULL;
            IF octet_length(news[j]) > p_value_bytes THEN
                reply.word := 'VALUE';
                reply.names := ARRAY[fields[j]];
                reply.number := octet_length(news[j]);
                RETURN reply;
            END IF;
            total := total + octet_length(fields[j]) + octet_length(news[j]);
            IF octet_length(fields[j]) + octet_length(news[j]) > largest_cost THEN
                largest := fields[j];
                largest_cost := octet_length(fields[j]) + octet_length(news[j]);
            END IF;
        END LOOP;
        IF largest IS NOT NULL AND total > p_session_bytes AND total > before THEN
            reply.word := 'SIZE';
            reply.names := ARRAY[largest];
            reply.number := total;
            RETURN reply;
        END IF;
        """
    }

    /// The only part that writes.
    ///
    /// Of two creations at once one finds the row of the other, and begins anew.
    private var storing: String {
        """
        IF p_creates THEN
            IF r.locator IS NOT NULL THEN
                PERFORM \(quoted).session_remove(r, 'expired', now);
            END IF;
            r := NULL;
            r.locator := p_locator;
            r.secret_hash := p_secret;
            r.created := now;
            r.last_access := now;
            r.timeout := p_timeout;
            r.resolution := p_resolution;
            r.lifetime := p_lifetime;
            r.expiry_kind := coalesce(p_expiry_kind, 0);
            r.expiry_value := coalesce(p_expiry_value, 0);
            r.version := 1;
            r.rotated := now;
            r.size := total;
            r.spilled := 0;
            r.keeps_end := p_keeps_end;
            r.principal := p_principal;
            r.last_principal := p_principal;
            r.client_hint := p_hint;
            r.receipts := p_id || int4send((clock / 1000)::integer);
            r.ends := \(end(of: "r"));
            r.due := r.ends;
            INSERT INTO \(quoted).sessions SELECT r.* ON CONFLICT DO NOTHING;
            CONTINUE WHEN NOT FOUND;
        ELSE
            IF \(touchIsDue(record: "r")) THEN
                \(touch(record: "r"))
            END IF;
            IF is_changed THEN r.version := r.version + 1; END IF;
            IF p_new_secret = r.secret_hash THEN
                r.superseded_end := least(
                    r.superseded_end, \(quoted).session_later(now, p_grace));
            ELSIF p_new_secret IS NOT NULL THEN
                r.superseded_hash := r.secret_hash;
                r.superseded_end := \(quoted).session_later(now, p_grace);
                r.secret_hash := p_new_secret;
            END IF;
            IF p_new_secret IS NOT NULL THEN r.rotated := greatest(r.rotated, now); END IF;
            IF p_sets_principal THEN
                r.last_principal := coalesce(p_principal, r.principal, r.last_principal);
                r.principal := p_principal;
            END IF;
            IF p_expiry_kind IS NOT NULL THEN
                r.expiry_kind := p_expiry_kind;
                r.expiry_value := p_expiry_value;
                r.last_access := greatest(r.last_access, now);
            END IF;
            r.client_hint := coalesce(p_hint, r.client_hint);
            r.keeps_end := r.keeps_end OR p_keeps_end;
            r.size := total;
            r.ends := \(end(of: "r"));
            r.due := least(r.due, r.ends);
            IF octet_length(r.receipts) >= 12 * \(Self.receiptsToKeep) THEN
                r := \(quoted).session_forget(r, clock, p_kept);
            END IF;
            r.receipts := r.receipts || p_id || int4send((clock / 1000)::integer);
            UPDATE \(quoted).sessions s SET
                secret_hash = r.secret_hash, superseded_hash = r.superseded_hash,
                superseded_end = r.superseded_end, last_access = r.last_access,
                timeout = r.timeout, resolution = r.resolution, lifetime = r.lifetime,
                expiry_kind = r.expiry_kind, expiry_value = r.expiry_value, ends = r.ends,
                due = r.due, version = r.version, rotated = r.rotated, size = r.size,
                spilled = r.spilled, keeps_end = r.keeps_end, principal = r.principal,
                last_principal = r.last_principal, client_hint = r.client_hint,
                receipts = r.receipts
            WHERE s.locator = p_locator;
        END IF;
        FOR j IN 1 .. cardinality(fields) LOOP
            CONTINUE WHEN news[j] IS NOT DISTINCT FROM olds[j];
            IF news[j] IS NULL THEN
                DELETE FROM \(quoted).session_values v
                WHERE v.locator = p_locator AND v.field = fields[j];
            ELSIF olds[j] IS NULL THEN
                INSERT INTO \(quoted).session_values (locator, field, value)
                VALUES (p_locator, fields[j], news[j]);
            ELSE
                UPDATE \(quoted).session_values v SET value = news[j]
                WHERE v.locator = p_locator AND v.field = fields[j];
            END IF;
        END LOOP;
        RETURN \(done);
        """
    }
}
#endif
