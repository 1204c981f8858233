// SPDX-License-Identifier: Apache-2.0

#if Hummingbird && SQLite
import Talisman
import WebSessions
import WebSessionsSQLite

#if Redis
import WebSessionsRedis
#endif

#if PostgreSQL
import WebSessionsPostgres
#endif

/// What the environment says about the shop.
///
/// | variable | meaning | default |
/// |---|---|---|
/// | `HOST` | the address to listen on | `127.0.0.1` |
/// | `PORT` | the port, 1 to 65535 | `8080` |
/// | `SESSIONS` | `sqlite:PATH`, `redis://HOST`, `postgres://HOST` or `memory:` | `sqlite:.build/shop.sqlite` |
/// | `SESSION_KEYS` | keys in base64, 32 bytes or more, the signing key first | see ``keyRing()`` |
/// | `TALISMAN_ENV` | `development` to reload templates and to show what fails | `production` |
/// | `TALISMAN_EDITOR` | what opens templates in development, as `code -g {file}:{line}:{column}` | nothing |
/// | `SAMPLES` | a folder for what pages are given, recorded in development | none |
/// | `PUBLIC_ORIGIN` | where browsers find the shop, such as `https://shop.example` | what `Host` says, without TLS |
/// | `TRUSTED_PROXIES` | addresses and ranges whose `X-Forwarded-` fields are believed | none |
package struct ShopSettings {
    enum Sessions: Equatable {
        case memory
        case sqlite(path: String)
        case redis(url: String)
        case postgres(url: String)
    }

    let address: ServerAddress
    let sessions: Sessions
    let mode: PageMode
    let samples: String?
    let origins: SameOriginPolicy
    private let environment: [String: String]

    package init(_ environment: [String: String]) throws {
        self.environment = environment
        address = try .fromEnvironment(in: environment)
        sessions = try Self.sessions(environment["SESSIONS"] ?? "sqlite:.build/shop.sqlite")
        mode = .fromEnvironment(in: environment)
        samples = environment["SAMPLES"]
        origins = try .fromEnvironment(in: environment)
    }

    /// Cookies are for TLS alone where the shop is reached by it.
    func clientIDs() throws -> CookieClientIDManager {
        guard origins.publicOrigins.contains(where: { $0.scheme == "https" }) else {
            return try .plainHTTPDevelopment(keys: try keyRing(), application: "shop")
        }
        return try CookieClientIDManager(keys: try keyRing(), application: "shop")
    }

    func sessionStore() throws(SessionError) -> any SessionStore {
        switch sessions {
        case .memory: MemorySessionStore()
        case .sqlite(let path): try SQLiteSessionStore(path: path)
        case .redis(let url): try redisStore(url)
        case .postgres(let url): try postgresStore(url)
        }
    }

    private func redisStore(_ url: String) throws(SessionError) -> any SessionStore {
        #if Redis
        return try RedisSessionStore(url: url, application: "shop")
        #else
        let message = "the shop was built without the package trait Redis"
        throw SessionError(.invalidConfiguration, message)
        #endif
    }

    private func postgresStore(_ url: String) throws(SessionError) -> any SessionStore {
        #if PostgreSQL
        return try PostgresSessionStore(url: url, schema: "shop")
        #else
        let message = "the shop was built without the package trait PostgreSQL"
        throw SessionError(.invalidConfiguration, message)
        #endif
    }

    /// The keys that sign the cookies: those of the environment, or one in a file beside
    /// the database, made at the first start, so that cookies live on; sessions in memory
    /// have a new one each time.
    ///
    /// Sessions at a server need those of the environment on all machines but one.
    private func keyRing() throws(SessionError) -> SessionKeyRing {
        if let keyPath { return try .fromEnvironment(orFile: keyPath, in: environment) }
        return environment["SESSION_KEYS"] == nil
            ? .development() : try .fromEnvironment(in: environment)
    }

    private var keyPath: String? {
        switch sessions {
        case .memory: nil
        case .sqlite(let path): path + ".key"
        case .redis: ".build/shop.redis.key"
        case .postgres: ".build/shop.postgres.key"
        }
    }

    private static func sessions(_ text: String) throws(ServerSettingError) -> Sessions {
        if text == "memory:" { return .memory }
        if text.hasPrefix("redis"), text.contains("://") { return .redis(url: text) }
        if text.hasPrefix("postgres"), text.contains("://") { return .postgres(url: text) }
        let prefix = "sqlite:"
        guard text.hasPrefix(prefix), text != prefix else {
            // The text is not quoted, because there may be a password in it.
            throw ServerSettingError(
                "SESSIONS must be sqlite:PATH, redis://HOST, postgres://HOST or memory:"
            )
        }
        return .sqlite(path: String(text.dropFirst(prefix.count)))
    }
}

/// Something that the shop needs is not there.
struct StartError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
#endif
