// SPDX-License-Identifier: Apache-2.0

#if Hummingbird
public import Hummingbird
public import NIOCore
import Talisman
public import WebSessions

/// A request context that ``WebSessionMiddleware`` puts the session of the request into.
///
/// ```swift
/// struct ShopContext: WebSessionRequestContext {
///     var coreContext: CoreRequestContextStorage
///     var requestSession: RequestSession?
///
///     init(source: Source) {
///         coreContext = .init(source: source)
///     }
/// }
/// ```
public protocol WebSessionRequestContext: RequestContext {
    /// The session; nil outside of ``WebSessionMiddleware``.
    var requestSession: RequestSession? { get set }
}

extension WebSessionRequestContext {
    /// The session of the request.
    ///
    /// - Throws: `SessionError` with `missingSession` where the route is outside of
    ///   ``WebSessionMiddleware``, or was added before it: a mistake of the program, which the
    ///   log is told, and which becomes a 500.
    public var session: Session {
        get throws(SessionError) {
            guard let requestSession else {
                let error = SessionError.missing
                error.tellMissing(to: logger)
                throw error
            }
            return requestSession.session
        }
    }
}

/// A request context with a session and the address of the other end, and nothing else of its own.
///
/// `Sendable`.
public struct BasicWebSessionRequestContext: WebSessionRequestContext, RemoteAddressRequestContext,
    Sendable
{
    /// What Hummingbird keeps for a request.
    public var coreContext: CoreRequestContextStorage
    /// The session; nil outside of ``WebSessionMiddleware``.
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
