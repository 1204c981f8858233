#if Hummingbird
public import Hummingbird
public import NIOCore
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
    /// - Throws: ``MissingSessionError`` where the route is outside of
    ///   ``SessionMiddleware``: a mistake of the program, which becomes a 500.
    public var session: Session {
        get throws(MissingSessionError) {
            guard let requestSession else { throw MissingSessionError() }
            return requestSession.session
        }
    }
}

/// A session together with what a page must not show.
///
/// `Sendable`.
public struct RequestSession: Sendable {
    /// The session.
    public let session: Session
    /// The names of the cookies that hold its token.
    public let hiddenCookies: Set<String>

    /// Makes the session of a request; tests of handlers do.
    public init(_ session: Session, hiddenCookies: Set<String> = []) {
        self.session = session
        self.hiddenCookies = hiddenCookies
    }
}

/// There is no session, because the route is not behind ``SessionMiddleware``.
///
/// `Sendable`.
public struct MissingSessionError: Error, Sendable, CustomStringConvertible {
    /// What to do.
    public var description: String {
        "no session: add SessionMiddleware to the router before the routes that use it"
    }
}

/// A request context with a session and the address of the other end, and nothing else of its own.
///
/// `Sendable`.
public struct BasicSessionRequestContext: SessionRequestContext, RemoteAddressRequestContext,
    Sendable
{
    /// What Hummingbird keeps for a request.
    public var coreContext: CoreRequestContextStorage
    /// The session; nil outside of ``SessionMiddleware``.
    public var requestSession: RequestSession?
    /// The other end of the connection, a client or a proxy, which Hummingbird's
    /// `TracingMiddleware` records too.
    public let remoteAddress: SocketAddress?

    /// Makes the context of a request.
    public init(source: Source) {
        coreContext = CoreRequestContextStorage(source: source)
        remoteAddress = source.channel.remoteAddress
    }
}
#endif
