#if Hummingbird
public import Hummingbird
import Talisman
public import WebSessions

/// A request context that ``SessionMiddleware`` puts the session of the request into.
///
/// ```swift
/// struct ShopContext: SessionRequestContext {
///     var coreContext: CoreRequestContextStorage
///     var requestSession: RequestSession?
///
///     init(source: Source) {
///         coreContext = .init(source: source)
///     }
/// }
/// ```
public protocol SessionRequestContext: RequestContext {
    /// The session; nil outside of ``SessionMiddleware``.
    var requestSession: RequestSession? { get set }
}

extension SessionRequestContext {
    /// The session of the request.
    ///
    /// - Throws: `SessionError` with `missingSession` where the route is outside of
    ///   ``SessionMiddleware``: a mistake of the program, which becomes a 500.
    public var session: Session {
        get throws(SessionError) {
            guard let requestSession else { throw .missing }
            return requestSession.session
        }
    }
}

/// A request context with a session and nothing else of its own.
///
/// `Sendable`.
public struct BasicSessionRequestContext: SessionRequestContext, Sendable {
    /// What Hummingbird keeps for a request.
    public var coreContext: CoreRequestContextStorage
    /// The session; nil outside of ``SessionMiddleware``.
    public var requestSession: RequestSession?

    /// Makes the context of a request.
    public init(source: Source) {
        coreContext = CoreRequestContextStorage(source: source)
    }
}
#endif
