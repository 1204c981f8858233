// SPDX-License-Identifier: Apache-2.0

#if PostgreSQL
import WebSessions

/// The schema that has the tables and functions of sessions, and how an older one becomes a
/// newer one.
struct PostgresSchema: Sendable, Hashable {
    /// A change of the schema that is done once.
    struct Step: Sendable {
        let identifier: String
        let statements: String
    }

    /// The most bytes that a name of PostgreSQL has.
    private static let maximumLength = 63

    let name: String

    /// Takes the name of a schema, which needs no quotes in statements.
    init(name: String) throws(SessionError) {
        let isFit = name.utf8.allSatisfy { byte in
            byte == UInt8(ascii: "_") || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
                || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte
        }
        let first = name.utf8.first ?? UInt8(ascii: "0")
        guard isFit, first > UInt8(ascii: "9"), name.utf8.count <= Self.maximumLength,
            !name.hasPrefix("pg_")
        else {
            let message =
                "a schema of sessions has a name of lower-case ASCII letters, digits and "
                + "underscores, no digit first, at most \(Self.maximumLength) of them, and not pg_"
            throw SessionError(.invalidConfiguration, message)
        }
        self.name = name
    }

    /// What is used in statements: in quotes, for it may be a word of SQL.
    var quoted: String { "\"\(name)\"" }

    /// The steps, in their order.
    ///
    /// What an older version of this library calls, none of them changes: several versions use
    /// one schema while an application is brought up to date.
    var steps: [Step] {
        let functions = [clocks, merging, removing, reading, committing, revoking, sweeping]
        return [
            Step(identifier: "sessions-1", statements: ([tables] + functions).joined())
        ]
    }

    /// Does the steps that were not done, in one transaction; of several nodes that begin it at
    /// once, one does it.
    var migration: PostgresStatement {
        let steps = steps.map { step in
            """
            IF NOT EXISTS (
                SELECT FROM \(quoted).session_migrations WHERE identifier = '\(step.identifier)'
            ) THEN
            \(step.statements)
            INSERT INTO \(quoted).session_migrations (identifier) VALUES ('\(step.identifier)');
            END IF;
            """
        }
        return PostgresStatement(
            """
            DO $migration$ BEGIN
            PERFORM pg_catalog.pg_advisory_xact_lock(
                pg_catalog.hashtextextended('talisman sessions \(name)', 0));
            IF pg_catalog.to_regnamespace('\(quoted)') IS NULL THEN
                CREATE SCHEMA \(quoted);
            END IF;
            IF pg_catalog.to_regclass('\(quoted).session_migrations') IS NULL THEN
                CREATE TABLE \(quoted).session_migrations (
                    identifier text NOT NULL PRIMARY KEY,
                    done timestamptz NOT NULL DEFAULT pg_catalog.now()
                );
            END IF;
            \(steps.joined(separator: "\n"))
            END $migration$
            """
        )
    }

    /// The identifiers of the steps that were done.
    var doneSteps: PostgresStatement {
        PostgresStatement("SELECT identifier FROM \(quoted).session_migrations")
    }

    /// The names of all schemas with sessions.
    static let all = PostgresStatement(
        """
        SELECT n.nspname::text FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relname = 'session_migrations' AND c.relkind = 'r' ORDER BY 1
        """
    )
}
#endif
