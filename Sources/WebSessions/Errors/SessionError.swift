// SPDX-License-Identifier: Apache-2.0

/// Everything that can go wrong in the session library.
///
/// An error never holds a token, a secret or a stored value: it can be logged as it
/// is (OWASP Session Management Cheat Sheet, "Logging Sessions Life Cycle").
/// `Sendable`.
public struct SessionError: Error, Sendable {
    /// What happened.
    public let code: SessionErrorCode
    /// What happened in words: lower case, naming the offending thing.
    public let message: String
    /// The name of the store that was asked, where one was.
    public var store: String?
    /// The id of the package concerned, where there is one.
    public let package: String?
    /// The key concerned, where there is one.
    public let key: String?
    /// The error underneath, of the database for example.
    ///
    /// It may hold what is stored: keep it out of logs, which ``cause`` is for.
    public let underlying: (any Error)?
    /// What failed underneath, in words that are fit for a log, such as the result code of a
    /// database; nil where nothing did.
    ///
    /// It names no record, field or principal, and holds nothing that is stored.
    public let cause: String?
    /// Whether the store could not be asked, or gave no answer in time, so that the next call
    /// would wait for nothing as well.
    ///
    /// A ``CircuitBreaker`` goes by it. An error that a store answered with is none of these.
    public let isStoreAway: Bool

    /// Makes an error; a store of your own reports its failures with it.
    ///
    /// Without a `cause`, it is the type of the underlying error. Without `isStoreAway`, the
    /// store is away where the code is ``SessionErrorCode/storeUnavailable``.
    public init(
        _ code: SessionErrorCode,
        _ message: String,
        store: String? = nil,
        package: String? = nil,
        key: String? = nil,
        underlying: (any Error)? = nil,
        cause: String? = nil,
        isStoreAway: Bool? = nil
    ) {
        self.code = code
        self.message = message
        self.store = store
        self.package = package
        self.key = key
        self.underlying = underlying
        self.cause = cause ?? underlying.map { String(describing: type(of: $0)) }
        self.isStoreAway = isStoreAway ?? (code == .storeUnavailable)
    }

    /// Makes an error about one field.
    public init(
        _ code: SessionErrorCode,
        _ message: String,
        store: String? = nil,
        field: SessionField,
        underlying: (any Error)? = nil
    ) {
        self.init(
            code,
            message,
            store: store,
            package: field.package,
            key: field.key,
            underlying: underlying
        )
    }

    /// Whatever a store threw, as a session error that names the store.
    init(fromStore store: String, _ error: any Error) {
        if let record = error as? UnreadableSessionRecord {
            self = record.error(store: store)
        } else if var known = error as? SessionError {
            known.store = known.store ?? store
            self = known
        } else {
            self.init(.storeFailure, "the store failed", store: store, underlying: error)
        }
    }

    /// The same error, naming a store and a field where it names none.
    func naming(store: String, _ field: SessionField? = nil) -> SessionError {
        SessionError(
            code,
            message,
            store: self.store ?? store,
            package: package ?? field?.package,
            key: key ?? field?.key,
            underlying: underlying,
            cause: cause,
            isStoreAway: isStoreAway
        )
    }
}

extension SessionError: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Code, message, store, package and key on one line.
    public var description: String {
        var text = "\(code.rawValue): \(message)"
        if let package {
            let names = [package, key].compactMap(\.self).map(Self.printable)
            text += " [\(names.joined(separator: "/"))]"
        }
        if let store {
            text += " (store \(store))"
        }
        return text
    }

    /// A name on one line, which may have come from a client: without control characters, and
    /// no longer than any that is allowed.
    static func printable(_ name: String) -> String {
        let scalars = name.unicodeScalars.prefix(SessionField.maximumKeyLength)
        let text = scalars.map { scalar in
            scalar.properties.generalCategory == .control
                ? scalar.escaped(asASCII: true) : String(scalar)
        }
        return text.joined() + (scalars.endIndex < name.unicodeScalars.endIndex ? "\u{2026}" : "")
    }

    /// The same as ``description``.
    public var debugDescription: String { description }

    /// Without children: the error of a database may hold the arguments of a statement.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
