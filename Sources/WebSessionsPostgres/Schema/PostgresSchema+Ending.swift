// SPDX-License-Identifier: Apache-2.0

#if PostgreSQL
import WebSessions

extension PostgresSchema {
    /// How many receipts a record has room for itself.
    private static let receipts = 32
    /// Up to how many of them nobody looks whether they are needed any longer.
    static let receiptsToKeep = 8

    /// What functions that write know, so that each call is done once and in time.
    var removing: String {
        """
        CREATE FUNCTION \(quoted).session_check(clock bigint, p_deadline bigint)
        RETURNS void LANGUAGE plpgsql AS $f$
        BEGIN
            IF clock > p_deadline THEN
                RAISE EXCEPTION USING
                    ERRCODE = '\(PostgresState.late)', MESSAGE = 'the caller waits no longer';
            END IF;
        END $f$;
        CREATE FUNCTION \(quoted).session_spill(
            p_locator bytea, p_receipts bytea, p_until bigint, clock bigint
        ) RETURNS void LANGUAGE plpgsql AS $f$
        BEGIN
            INSERT INTO \(quoted).session_receipts (locator, id, until)
            SELECT p_locator, substring(p_receipts FROM 12 * i + 1 FOR 8), p_until
            FROM generate_series(0, octet_length(p_receipts) / 12 - 1) i
            ON CONFLICT DO NOTHING;
            DELETE FROM \(quoted).session_receipts t WHERE t.ctid = ANY (ARRAY(
                SELECT old.ctid FROM \(quoted).session_receipts old WHERE old.until < clock
                ORDER BY old.until LIMIT 2 * \(Self.receipts) FOR UPDATE SKIP LOCKED));
        END $f$;
        CREATE FUNCTION \(quoted).session_forget(
            r \(quoted).sessions, clock bigint, p_kept bigint
        ) RETURNS \(quoted).sessions LANGUAGE plpgsql AS $f$
        BEGIN
            WHILE octet_length(r.receipts) > 0 AND (
                (get_byte(r.receipts, 8)::bigint << 24) + (get_byte(r.receipts, 9) << 16)
                + (get_byte(r.receipts, 10) << 8) + get_byte(r.receipts, 11)
            ) * 1000 + p_kept < clock LOOP
                r.receipts := substring(r.receipts FROM 13);
            END LOOP;
            IF octet_length(r.receipts) >= 12 * \(Self.receipts) THEN
                r.spilled := clock + p_kept;
                PERFORM \(quoted).session_spill(r.locator, r.receipts, r.spilled, clock);
                r.receipts := '';
            END IF;
            RETURN r;
        END $f$;
        CREATE FUNCTION \(quoted).session_keep_end(r \(quoted).sessions, p_cause text, now bigint)
        RETURNS void LANGUAGE plpgsql AS $f$
        DECLARE
            is_over boolean := coalesce(now >= r.ends, false);
            reason text := p_cause;
        BEGIN
            IF NOT r.keeps_end THEN RETURN; END IF;
            IF is_over THEN
                reason := CASE WHEN r.principal IS NULL AND r.last_principal IS NOT NULL
                    THEN '\(SessionEndCause.loggedOut.rawValue)'
                    ELSE '\(SessionEndCause.expired.rawValue)' END;
            END IF;
            INSERT INTO \(quoted).session_ends (locator, cause, principal, created, ended, due)
            VALUES (
                r.locator, reason, coalesce(r.principal, r.last_principal), r.created,
                CASE WHEN is_over THEN r.ends ELSE now END,
                CASE WHEN reason = p_cause AND p_cause <> '\(SessionEndCause.expired.rawValue)'
                    THEN now + \(SessionEnd.patience.milliseconds) ELSE now END);
        END $f$;
        CREATE FUNCTION \(quoted).session_remove(r \(quoted).sessions, p_cause text, now bigint)
        RETURNS void LANGUAGE plpgsql AS $f$
        BEGIN
            DELETE FROM \(quoted).sessions s WHERE s.locator = r.locator;
            PERFORM \(quoted).session_keep_end(r, p_cause, now);
        END $f$;

        """
    }

    /// Ends a record, or those of a principal in the order of their locators; their receipts
    /// stay for a while, so that no commit that was sent before makes one anew.
    ///
    /// Where the receipts find no room the record is ended nevertheless.
    var revoking: String {
        """
        CREATE FUNCTION \(quoted).session_end_now(
            r \(quoted).sessions, p_id bytea, p_cause text, now bigint, clock bigint,
            p_kept bigint
        ) RETURNS void LANGUAGE plpgsql AS $f$
        BEGIN
            PERFORM \(quoted).session_remove(r, p_cause, now);
            BEGIN
                PERFORM \(quoted).session_spill(
                    r.locator, r.receipts || p_id || int4send(0), clock + p_kept, clock);
            EXCEPTION WHEN disk_full THEN NULL;
            END;
        END $f$;
        CREATE FUNCTION \(quoted).session_revoke(
            p_now bigint, p_deadline bigint, p_kept bigint, p_id bytea, p_waits boolean,
            p_locator bytea, p_secret bytea, p_cause text
        ) RETURNS boolean LANGUAGE plpgsql AS $f$
        DECLARE
            r \(quoted).sessions;
            clock bigint;
        BEGIN
            IF NOT p_waits THEN PERFORM set_config('synchronous_commit', 'off', true); END IF;
            SELECT * INTO r FROM \(quoted).sessions s
            WHERE s.locator = p_locator FOR UPDATE;
            clock := \(quoted).session_clock();
            PERFORM \(quoted).session_check(clock, p_deadline);
            IF EXISTS (
                SELECT FROM \(quoted).session_receipts t
                WHERE t.locator = p_locator AND t.id = p_id)
            THEN
                PERFORM pg_logical_emit_message(true, 'talisman', '');
                RETURN true;
            END IF;
            IF r.locator IS NULL OR p_secret <> r.secret_hash THEN RETURN false; END IF;
            PERFORM \(quoted).session_end_now(
                r, p_id, p_cause, coalesce(p_now, clock), clock, p_kept);
            RETURN true;
        END $f$;
        CREATE FUNCTION \(quoted).session_revoke_all(
            p_now bigint, p_deadline bigint, p_kept bigint, p_id bytea, p_waits boolean,
            p_principal bytea, p_except bytea
        ) RETURNS bigint LANGUAGE plpgsql AS $f$
        DECLARE
            r \(quoted).sessions;
            clock bigint := \(quoted).session_clock();
            count bigint := 0;
        BEGIN
            IF NOT p_waits THEN PERFORM set_config('synchronous_commit', 'off', true); END IF;
            PERFORM \(quoted).session_check(clock, p_deadline);
            FOR r IN
                SELECT * FROM \(quoted).sessions s
                WHERE sha256(s.principal) = sha256(p_principal) AND s.principal = p_principal
                    AND s.locator IS DISTINCT FROM p_except
                ORDER BY s.locator FOR UPDATE
            LOOP
                PERFORM \(quoted).session_end_now(
                    r, p_id, '\(SessionEndCause.revoked.rawValue)',
                    coalesce(p_now, \(quoted).session_clock()), clock, p_kept);
                count := count + 1;
            END LOOP;
            RETURN count;
        END $f$;

        """
    }

    /// Looks at records that may have ended, and removes those that have.
    ///
    /// What another transaction has is left for later. Replicas that are far behind are waited
    /// for.
    ///
    /// Nothing waits for the disk: a crash that takes it back brings records that are refused,
    /// and are removed again.
    var sweeping: String {
        """
        CREATE FUNCTION \(quoted).session_sweep(
            p_now bigint, p_limit bigint, p_lag bigint,
            OUT removed bigint, OUT seen bigint, OUT lag bigint
        ) LANGUAGE plpgsql AS $f$
        DECLARE
            clock bigint := \(quoted).session_clock();
            now bigint := coalesce(p_now, clock);
            r \(quoted).sessions;
        BEGIN
            removed := 0;
            seen := 0;
            SELECT max(pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn))::bigint INTO lag
            FROM pg_stat_replication;
            IF lag > p_lag THEN RETURN; END IF;
            PERFORM set_config('synchronous_commit', 'off', true);
            DELETE FROM \(quoted).session_receipts t WHERE t.ctid = ANY (ARRAY(
                SELECT old.ctid FROM \(quoted).session_receipts old WHERE old.until < clock
                ORDER BY old.until LIMIT p_limit FOR UPDATE SKIP LOCKED));
            FOR r IN
                WITH picked AS MATERIALIZED (
                    SELECT s.locator, s.ends FROM \(quoted).sessions s WHERE s.due <= now
                    ORDER BY s.due LIMIT p_limit FOR UPDATE SKIP LOCKED
                ), moved AS (
                    UPDATE \(quoted).sessions s SET due = p.ends FROM picked p
                    WHERE s.locator = p.locator AND (p.ends IS NULL OR now < p.ends)
                    RETURNING s.*
                ), gone AS (
                    DELETE FROM \(quoted).sessions s USING picked p
                    WHERE s.locator = p.locator AND p.ends <= now RETURNING s.*
                )
                SELECT * FROM moved UNION ALL SELECT * FROM gone
            LOOP
                seen := seen + 1;
                CONTINUE WHEN r.ends IS NULL OR now < r.ends;
                removed := removed + 1;
                PERFORM \(quoted).session_keep_end(
                    r, '\(SessionEndCause.expired.rawValue)', now);
            END LOOP;
        END $f$;

        """
    }
}
#endif
