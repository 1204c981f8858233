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
    public let underlying: (any Error)?

    /// Makes an error; a store of your own reports its failures with it.
    public init(
        _ code: SessionErrorCode,
        _ message: String,
        store: String? = nil,
        package: String? = nil,
        key: String? = nil,
        underlying: (any Error)? = nil
    ) {
        self.code = code
        self.message = message
        self.store = store
        self.package = package
        self.key = key
        self.underlying = underlying
    }

    /// Makes an error about one field.
    public init(
        _ code: SessionErrorCode,
        _ message: String,
        field: SessionField,
        underlying: (any Error)? = nil
    ) {
        self.init(
            code,
            message,
            package: field.package,
            key: field.key,
            underlying: underlying
        )
    }

    /// Whatever a store threw, as a session error that names the store.
    init(fromStore store: String, _ error: any Error) {
        if var known = error as? SessionError {
            known.store = known.store ?? store
            self = known
        } else {
            self.init(.storeFailure, "the store failed", store: store, underlying: error)
        }
    }
}

extension SessionError: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Code, message, store, package and key on one line.
    public var description: String {
        var text = "\(code.rawValue): \(message)"
        if let package {
            text += " [\(package)\(key.map { "/\($0)" } ?? "")]"
        }
        if let store {
            text += " (store \(store))"
        }
        return text
    }

    /// The same as ``description``.
    public var debugDescription: String { description }

    /// Without children: the error of a database may hold the arguments of a statement.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
