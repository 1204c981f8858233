#if Hummingbird && SQLite
import WebSessions
import WebSessionsSQLite

/// What the environment says about the shop.
///
/// | variable | meaning | default |
/// |---|---|---|
/// | `HOST` | the address to listen on | `127.0.0.1` |
/// | `PORT` | the port, 1 to 65535 | `8080` |
/// | `SESSIONS` | `sqlite:PATH` or `memory:` | `sqlite:.build/shop.sqlite` |
/// | `SESSION_KEY` | the signing key in base64, 32 bytes or more | see ``keyRing()`` |
struct ShopSettings {
    enum Sessions: Equatable {
        case memory
        case sqlite(path: String)
    }

    let host: String
    let port: Int
    let sessions: Sessions
    private let key: String?

    init(_ environment: [String: String]) throws(SettingsError) {
        host = environment["HOST"] ?? "127.0.0.1"
        port = try Self.port(environment["PORT"] ?? "8080")
        sessions = try Self.sessions(environment["SESSIONS"] ?? "sqlite:.build/shop.sqlite")
        key = environment["SESSION_KEY"]
    }

    func sessionStore() throws(SessionError) -> any SessionStore {
        switch sessions {
        case .memory: MemorySessionStore()
        case .sqlite(let path): try SQLiteSessionStore(path: path)
        }
    }

    /// The key that signs the cookies: the one of the environment, or one in a file beside
    /// the database, made at the first start, so that cookies live on; sessions in memory
    /// have a new one each time.
    func keyRing() throws -> SessionKeyRing {
        if let key {
            return try SessionKeyRing([try SigningKey(id: "environment", base64: key)])
        }
        guard case .sqlite(let path) = sessions else { return .generated() }
        let key = try SigningKeyFile(path: path + ".key").key()
        return try SessionKeyRing([try SigningKey(id: "file", base64: key)])
    }

    private static func port(_ text: String) throws(SettingsError) -> Int {
        guard let port = Int(text), (1...65_535).contains(port) else {
            throw SettingsError("PORT must be a number from 1 to 65535, not '\(text)'")
        }
        return port
    }

    private static func sessions(_ text: String) throws(SettingsError) -> Sessions {
        if text == "memory:" { return .memory }
        let prefix = "sqlite:"
        guard text.hasPrefix(prefix), text != prefix else {
            throw SettingsError("SESSIONS must be sqlite:PATH or memory:, not '\(text)'")
        }
        return .sqlite(path: String(text.dropFirst(prefix.count)))
    }
}

/// The environment has something that the shop cannot use.
struct SettingsError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}

/// Something that the shop needs is not there: a file, or a port.
struct StartError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
#endif
