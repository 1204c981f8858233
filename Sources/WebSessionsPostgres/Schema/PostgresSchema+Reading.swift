// SPDX-License-Identifier: Apache-2.0

#if PostgreSQL
import WebSessions

extension PostgresSchema {
    static let secretMemory = SessionSecrets.memory.milliseconds

    /// Reads a record, and records the access.
    ///
    /// Record and values come from one statement, and so from one moment. The access is recorded
    /// without waiting for the disk, for a crash that takes it back ends a session early by the
    /// resolution at most; and not at all where there is no room, or another transaction has
    /// the row.
    var reading: String {
        """
        CREATE FUNCTION \(quoted).session_read(
            p_now bigint, p_locator bytea, p_secret bytea,
            p_timeout bigint, p_resolution bigint, p_lifetime bigint,
            p_everything boolean, p_fields bytea[], p_packages bytea[]
        ) RETURNS \(quoted).session_reply LANGUAGE plpgsql AS $f$
        DECLARE
            l record;
            touched \(quoted).sessions;
            now bigint;
            is_superseded boolean := false;
        BEGIN
            IF p_everything OR p_packages IS NOT NULL THEN
                SELECT s.*, v.names, v.contents INTO l
                FROM \(quoted).sessions s LEFT JOIN LATERAL (
                    SELECT array_agg(w.field) AS names, array_agg(w.value) AS contents
                    FROM \(quoted).session_values w
                    WHERE w.locator = p_locator AND (
                        p_everything OR w.field = ANY (p_fields)
                        OR substring(w.field FROM 1 FOR position('/'::bytea IN w.field) - 1)
                            = ANY (p_packages))
                ) v ON true WHERE s.locator = p_locator;
            ELSIF p_fields IS NOT NULL THEN
                SELECT s.*, v.names, v.contents INTO l
                FROM \(quoted).sessions s LEFT JOIN LATERAL (
                    SELECT array_agg(w.field) AS names, array_agg(w.value) AS contents
                    FROM \(quoted).session_values w
                    WHERE w.locator = p_locator AND w.field = ANY (p_fields)
                ) v ON true WHERE s.locator = p_locator;
            ELSE
                SELECT s.*, NULL::bytea[] AS names, NULL::bytea[] AS contents INTO l
                FROM \(quoted).sessions s WHERE s.locator = p_locator;
            END IF;
            IF NOT FOUND THEN RETURN \(quoted).session_word('ABSENT'); END IF;
            now := coalesce(
                p_now, floor(date_part('epoch', clock_timestamp()) * 1000)::bigint);
            IF p_secret <> l.secret_hash THEN
                IF p_secret IS DISTINCT FROM l.superseded_hash THEN
                    RETURN \(quoted).session_word('SECRET');
                ELSIF now < l.superseded_end THEN
                    is_superseded := true;
                ELSIF abs(now - l.rotated) < \(Self.secretMemory) THEN
                    RETURN \(quoted).session_word('ROTATED');
                ELSE
                    RETURN \(quoted).session_word('SECRET');
                END IF;
            END IF;
            IF now >= l.ends THEN RETURN \(quoted).session_word('EXPIRED'); END IF;
            IF NOT is_superseded AND p_timeout IS NOT NULL AND (
                \(touchIsDue(record: "l"))
            ) THEN
                touched := \(quoted).session_touch(
                    l.locator, l.secret_hash, p_now, p_timeout, p_resolution, p_lifetime);
                IF touched.locator IS NOT NULL THEN
                    l.last_access := touched.last_access;
                    l.timeout := touched.timeout;
                    l.resolution := touched.resolution;
                    l.lifetime := touched.lifetime;
                END IF;
            END IF;
            RETURN ROW(
                'FOUND', now, l.created, l.last_access, l.timeout, l.resolution, l.lifetime,
                l.expiry_kind, l.expiry_value, l.version, l.rotated, l.principal,
                l.client_hint, l.names, l.contents, touched.locator IS NOT NULL,
                is_superseded, NULL
            )::\(quoted).session_reply;
        END $f$;
        \(touching)
        """
    }

    /// Whether an access of a record is recorded: the rule of `SessionRecord`, with the parameters
    /// and the time that all functions have.
    func touchIsDue(record: String) -> String {
        let idle =
            "\(quoted).session_idle(\(record).timeout, \(record).expiry_kind, "
            + "\(record).expiry_value)"
        return """
            \(record).timeout <> p_timeout OR \(record).resolution <> p_resolution
            OR \(record).lifetime <> p_lifetime
            OR \(idle) > 0
                AND now - \(record).last_access >= least(\(record).resolution, \(idle) / 2)
            """
    }

    func touch(record: String) -> String {
        """
        \(record).last_access := greatest(\(record).last_access, now);
        \(record).timeout := p_timeout;
        \(record).resolution := p_resolution;
        \(record).lifetime := p_lifetime;
        """
    }

    /// Records an access, for which it has to be found out anew whether it is still due: another
    /// transaction may have had the row meanwhile.
    private var touching: String {
        """
        CREATE FUNCTION \(quoted).session_touch(
            p_locator bytea, p_secret bytea, p_now bigint,
            p_timeout bigint, p_resolution bigint, p_lifetime bigint
        ) RETURNS \(quoted).sessions LANGUAGE plpgsql AS $f$
        DECLARE
            r \(quoted).sessions;
            now bigint;
        BEGIN
            PERFORM set_config('synchronous_commit', 'off', true);
            SELECT * INTO r FROM \(quoted).sessions s
            WHERE s.locator = p_locator AND s.secret_hash = p_secret FOR NO KEY UPDATE;
            now := coalesce(p_now, \(quoted).session_clock());
            IF r.locator IS NULL OR now >= r.ends OR NOT (
                \(touchIsDue(record: "r"))
            ) THEN
                RETURN NULL;
            END IF;
            \(touch(record: "r"))
            r.ends := \(end(of: "r"));
            UPDATE \(quoted).sessions s SET
                last_access = r.last_access, timeout = r.timeout, resolution = r.resolution,
                lifetime = r.lifetime, ends = r.ends, due = least(r.due, r.ends)
            WHERE s.locator = p_locator;
            RETURN r;
        EXCEPTION WHEN disk_full OR lock_not_available THEN
            RETURN NULL;
        END $f$;

        """
    }
}
#endif
