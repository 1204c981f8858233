// SPDX-License-Identifier: Apache-2.0

public import Logging

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Where rings come from. <doc:KeysAndRotation> shows how their keys are replaced.
extension SessionKeyRing {
    /// The ring of an environment variable.
    ///
    /// The variable holds keys in base64 with spaces, commas or line ends between them, the
    /// signing key first. Each may have an id and a colon before it, as in
    /// `2026:Zm9v…`; one without gets an id out of its hash, so that two keys never share
    /// one.
    ///
    /// - Parameters:
    ///   - name: the name of the variable.
    ///   - environment: the environment; nil, the default, for that of the process.
    /// - Returns: the ring.
    /// - Throws: ``SessionErrorCode/invalidConfiguration`` where the variable is not set, or holds
    ///   something else. The message has no part of a key in it.
    public static func fromEnvironment(
        _ name: String = "SESSION_KEYS",
        in environment: [String: String]? = nil
    ) throws(SessionError) -> SessionKeyRing {
        guard let text = (environment ?? ProcessInfo.processInfo.environment)[name] else {
            let message = """
                the environment has no \(name): set it to a key of 32 random bytes in base64, as \
                `openssl rand -base64 32` makes one
                """
            throw SessionError(.invalidConfiguration, message)
        }
        return try SessionKeyRing(text: text, source: "the environment variable \(name)")
    }

    /// The ring of an environment variable, or of a file where the variable is not set.
    ///
    /// A program that is started without any settings has a key that lives as long as its data;
    /// several machines get theirs from the variable.
    ///
    /// - Parameters:
    ///   - name: the name of the variable.
    ///   - path: the path of the file, which ``file(_:)`` makes where there is none.
    ///   - environment: the environment; nil, the default, for that of the process.
    /// - Returns: the ring.
    /// - Throws: what ``fromEnvironment(_:in:)`` and ``file(_:)`` throw.
    public static func fromEnvironment(
        _ name: String = "SESSION_KEYS",
        orFile path: String,
        in environment: [String: String]? = nil
    ) throws(SessionError) -> SessionKeyRing {
        let environment = environment ?? ProcessInfo.processInfo.environment
        return environment[name] == nil
            ? try file(path) : try fromEnvironment(name, in: environment)
    }

    /// The ring of a file, which is made with one random key where there is none.
    ///
    /// The file holds what the variable of ``fromEnvironment(_:in:)`` does, and comments from `#`
    /// to the end of the line. It is made for its owner alone (mode 0600), and gets its name when
    /// the key is in it: of processes that start at once, all get the same key. Its folder must
    /// exist.
    ///
    /// Nodes on several machines need the same file.
    ///
    /// - Parameter path: the path of the file.
    /// - Returns: the ring.
    /// - Throws: ``SessionErrorCode/invalidConfiguration`` for a file that others than its owner
    ///   may read or write, that cannot be read or made, or that holds something else. The message
    ///   has no part of a key in it.
    public static func file(_ path: String) throws(SessionError) -> SessionKeyRing {
        let text = try KeyFile(path: path).text { SigningKey.newText() }
        return try SessionKeyRing(text: text, source: "the key file \(path)")
    }

    /// A ring for development: one random key, made anew in each process.
    ///
    /// No key stands in the source, so that a program that goes into production with it is safe:
    /// its visitors lose their sessions at each start, and between its nodes, which they notice.
    ///
    /// - Parameter logger: gets a line that says so.
    /// - Returns: the ring.
    public static func development(
        logger: Logger = Logger(label: "sessions")
    ) -> SessionKeyRing {
        logger.notice(
            """
            session keys are made for this process: cookies end with it, and no other process \
            accepts them; use a key file or the environment in production
            """
        )
        return .generated()
    }

    /// Reads the keys of a text; errors name its source.
    private init(text: String, source: String) throws(SessionError) {
        do throws(SessionError) {
            let lines = text.split(whereSeparator: \.isNewline).map { $0.prefix { $0 != "#" } }
            let words = lines.flatMap { $0.split { $0.isWhitespace || $0 == "," } }
            var keys: [SigningKey] = []
            for word in words { keys.append(try SigningKey(text: word)) }
            try self.init(keys)
        } catch {
            throw SessionError(error.code, "\(source): \(error.message)")
        }
    }
}
