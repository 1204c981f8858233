// SPDX-License-Identifier: Apache-2.0

#if SQLite
public import WebSessions

extension SessionManager {
    /// Makes sessions for a program on one machine, in a folder of its own.
    ///
    /// ```swift
    /// let sessions = try SessionManager.embedded(in: "data", application: "shop")
    /// ```
    ///
    /// The folder holds `sessions.sqlite`, and `session.keys` with the key that signs cookies,
    /// both made where there are none; keys in the environment, as
    /// `SessionKeyRing.fromEnvironment` reads them, stand in for the file. The origins and proxies
    /// of the site are those of the environment, as `SameOriginPolicy.fromEnvironment` reads them.
    /// Run a `SessionSweeper` beside the server. What needs other settings uses the initializer.
    ///
    /// - Parameters:
    ///   - folder: the path of the folder, which must be there; a relative one begins at the
    ///     working directory, which an empty one is.
    ///   - application: what the cookies are bound to, so that those of another application with
    ///     the same keys are refused.
    ///   - isSecure: whether cookies are for TLS alone, as they must be but for a machine's own
    ///     browser while the application is written.
    ///   - environment: the environment; nil, the default, for that of the process.
    /// - Returns: the manager.
    /// - Throws: `SessionError` for a folder, file or setting that cannot be used.
    public static func embedded(
        in folder: String,
        application: String,
        isSecure: Bool = true,
        environment: [String: String]? = nil
    ) throws(SessionError) -> SessionManager {
        let folder = folder.isEmpty ? "." : folder
        let keys = try SessionKeyRing.fromEnvironment(
            orFile: "\(folder)/session.keys",
            in: environment
        )
        return SessionManager(
            clientIDs: isSecure
                ? try CookieClientIDManager(keys: keys, application: application)
                : try .plainHTTPDevelopment(keys: keys, application: application),
            containers: SessionContainers(
                try SQLiteSessionStore(path: "\(folder)/sessions.sqlite")
            ),
            origins: try .fromEnvironment(in: environment)
        )
    }
}
#endif
