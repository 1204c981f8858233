// SPDX-License-Identifier: Apache-2.0

#if Hummingbird
public import HummingbirdCore
public import NIOCore

/// How long a server waits for its clients.
///
/// Hummingbird waits for ever: clients that send their requests a byte now and then could keep
/// all of its connections, and its shutdown, waiting.
///
/// ```swift
/// let app = Application(router: router, server: .http1(timeouts: RequestTimeouts()))
/// ```
///
/// A client that is too slow with a body gets 408 where no response has begun (RFC 9110 section
/// 15.5.9), and its connection is closed; one that is too slow with a head, or sends none, loses
/// its connection. How long a handler takes is not limited. `Sendable`.
public struct RequestTimeouts: Sendable, Hashable {
    /// How long a client may take to send the head of a request, from when it connected or from
    /// the end of the last response.
    public var head: Duration
    /// How long a client may take to send the body, from the head on.
    public var body: Duration
    /// How long a connection may live on after the server was told to stop; the request that is
    /// under way on it is given up then.
    public var shutdown: Duration

    /// Makes timeouts; 30 seconds for a head, a minute for a body, and ten seconds for a shutdown
    /// by default.
    public init(
        head: Duration = .seconds(30),
        body: Duration = .seconds(60),
        shutdown: Duration = .seconds(10)
    ) {
        self.head = head
        self.body = body
        self.shutdown = shutdown
    }

    /// What keeps the times of one connection, for a server whose channels you configure
    /// yourself: `HTTP1Channel.Configuration(additionalChannelHandlers:)`.
    public func channelHandler() -> any RemovableChannelHandler {
        RequestTimeoutHandler(self)
    }
}

extension HTTPServerBuilder {
    /// A server for HTTP/1.1 that does not wait longer for its clients than that.
    public static func http1(timeouts: RequestTimeouts) -> HTTPServerBuilder {
        http1(configuration: .init(additionalChannelHandlers: [timeouts.channelHandler()]))
    }
}
#endif
