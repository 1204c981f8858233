// SPDX-License-Identifier: Apache-2.0

#if PostgreSQL
extension PostgresSchema {
    /// Times are milliseconds since 1970, durations milliseconds, 0 being never.
    ///
    /// Names and texts are bytes, so that neither the encoding nor a collation of the database
    /// matters.
    ///
    /// `ends` is when a record is refused, null being never. No index has it, nor anything else
    /// that a touch or a counter changes: PostgreSQL then puts the new version of a row beside
    /// the old one and leaves the indexes alone. A sweep goes by `due`, at which a record may
    /// have ended: what an access has changed is found out then. So `due` is never later than
    /// `ends`, and is moved once in the time that a session rests at most.
    ///
    /// `receipts` are the ids of the last commits, eight bytes and the second of each; those that
    /// a busy session has no room for are in `session_receipts`, as are those of a session that
    /// was ended.
    var tables: String {
        """
        CREATE TABLE \(quoted).sessions (
            locator bytea NOT NULL PRIMARY KEY CHECK (octet_length(locator) = 12),
            secret_hash bytea NOT NULL CHECK (octet_length(secret_hash) = 32),
            superseded_hash bytea,
            superseded_end bigint,
            created bigint NOT NULL,
            last_access bigint NOT NULL,
            timeout bigint NOT NULL,
            resolution bigint NOT NULL,
            lifetime bigint NOT NULL,
            expiry_kind bigint NOT NULL,
            expiry_value bigint NOT NULL,
            ends bigint,
            due bigint,
            version bigint NOT NULL,
            rotated bigint NOT NULL,
            size bigint NOT NULL,
            spilled bigint NOT NULL,
            keeps_end boolean NOT NULL,
            principal bytea,
            last_principal bytea,
            client_hint bytea,
            receipts bytea NOT NULL
        ) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);
        CREATE INDEX sessions_due ON \(quoted).sessions (due) WHERE due IS NOT NULL;
        CREATE INDEX sessions_principal ON \(quoted).sessions (sha256(principal))
            WHERE principal IS NOT NULL;
        CREATE TABLE \(quoted).session_values (
            locator bytea NOT NULL REFERENCES \(quoted).sessions (locator) ON DELETE CASCADE,
            field bytea NOT NULL,
            value bytea NOT NULL,
            PRIMARY KEY (locator, field)
        ) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);
        CREATE TABLE \(quoted).session_receipts (
            locator bytea NOT NULL,
            id bytea NOT NULL,
            until bigint NOT NULL,
            PRIMARY KEY (locator, id)
        );
        CREATE INDEX session_receipts_until ON \(quoted).session_receipts (until);
        CREATE TABLE \(quoted).session_ends (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            locator bytea NOT NULL,
            cause text NOT NULL,
            principal bytea,
            created bigint,
            ended bigint NOT NULL,
            due bigint NOT NULL
        );
        CREATE INDEX session_ends_due ON \(quoted).session_ends (due);
        CREATE INDEX session_ends_locator ON \(quoted).session_ends (locator);
        CREATE TYPE \(quoted).session_reply AS (
            word text, at bigint, created bigint, last_access bigint, timeout bigint,
            resolution bigint, lifetime bigint, expiry_kind bigint, expiry_value bigint,
            version bigint, rotated bigint, principal bytea, client_hint bytea,
            names bytea[], contents bytea[], touched boolean, superseded boolean, number bigint
        );

        """
    }

    /// When a record is refused: the rule of `SessionRecord`.
    func end(of record: String) -> String {
        let idle =
            "\(quoted).session_idle(\(record).timeout, \(record).expiry_kind, "
            + "\(record).expiry_value)"
        return """
            least(
                CASE WHEN \(idle) <> 0 THEN
                    \(quoted).session_later(\(record).last_access, greatest(\(idle), 0)) END,
                CASE WHEN \(record).lifetime > 0 THEN
                    \(quoted).session_later(\(record).created, \(record).lifetime) END,
                CASE WHEN \(record).expiry_kind = 2 THEN \(record).expiry_value END)
            """
    }

    /// What all functions know of records.
    var clocks: String {
        """
        CREATE FUNCTION \(quoted).session_clock() RETURNS bigint LANGUAGE sql VOLATILE AS $f$
            SELECT floor(date_part('epoch', clock_timestamp()) * 1000)::bigint
        $f$;
        CREATE FUNCTION \(quoted).session_later(a bigint, b bigint)
        RETURNS bigint LANGUAGE sql IMMUTABLE AS $f$
            SELECT CASE WHEN b > 9223372036854775807 - greatest(a, 0)
                THEN 9223372036854775807 ELSE a + b END
        $f$;
        CREATE FUNCTION \(quoted).session_idle(timeout bigint, kind bigint, value bigint)
        RETURNS bigint LANGUAGE sql IMMUTABLE AS $f$
            SELECT CASE kind WHEN 1 THEN value WHEN 2 THEN 0 ELSE timeout END
        $f$;
        CREATE FUNCTION \(quoted).session_word(word text)
        RETURNS \(quoted).session_reply LANGUAGE sql IMMUTABLE AS $f$
            SELECT ROW(
                word, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
                NULL, NULL, NULL, NULL, NULL
            )::\(quoted).session_reply
        $f$;

        """
    }
}
#endif
