// SPDX-License-Identifier: Apache-2.0

#if Hummingbird
import HTTPTypes
import NIOCore
import NIOEmbedded
import NIOHTTPTypes
import Testing

@testable import HummingbirdTimeouts

/// When a connection is given up, by a clock that the test moves.
@Suite struct RequestTimeoutHandlerTests {
    private let channel: EmbeddedChannel

    init() throws {
        let timeouts = RequestTimeouts(head: .seconds(10), body: .seconds(6), shutdown: .seconds(2))
        channel = EmbeddedChannel(handler: RequestTimeoutHandler(timeouts))
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 80)).wait()
    }

    @Test func aHeadThatDoesNotComeHasNoAnswer() throws {
        advance(.seconds(9))
        #expect(channel.isActive)
        advance(.seconds(1))
        #expect(!channel.isActive)
        #expect(try statuses() == [])
    }

    @Test func aBodyThatDoesNotComeIsAnsweredWith408() throws {
        try head()
        advance(.seconds(5))
        #expect(channel.isActive)
        advance(.seconds(1))
        #expect(!channel.isActive)
        #expect(try statuses() == [.requestTimeout])
    }

    /// What counts is the whole body, not the pauses in it.
    @Test func partsOfABodyGiveNoMoreTime() throws {
        try head()
        for _ in 0..<6 {
            #expect(channel.isActive)
            advance(.seconds(1))
            try channel.writeInbound(HTTPRequestPart.body(ByteBuffer(string: "x")))
        }
        #expect(!channel.isActive)
    }

    /// Its response is out, so that there is none to give.
    @Test func aBodyThatNobodyWaitsForIsCutOff() throws {
        try head()
        try respond(.noContent)
        advance(.seconds(5))
        #expect(channel.isActive)
        advance(.seconds(1))
        #expect(!channel.isActive)
        #expect(try statuses() == [.noContent])
    }

    @Test func aResponseThatHasBegunIsCutOff() throws {
        try head()
        try channel.writeOutbound(HTTPResponsePart.head(HTTPResponse(status: .ok)))
        advance(.seconds(6))
        #expect(!channel.isActive)
        #expect(try statuses() == [.ok])
    }

    @Test func aSlowHandlerIsNotCutOff() throws {
        try head()
        try channel.writeInbound(HTTPRequestPart.end(nil))
        advance(.hours(1))
        #expect(channel.isActive)
        try respond(.ok)
        #expect(try statuses() == [.ok])
    }

    @Test func aConnectionThatRestsIsClosedAfterItsResponse() throws {
        try head()
        try channel.writeInbound(HTTPRequestPart.end(nil))
        advance(.hours(1))
        try respond(.ok)
        advance(.seconds(9))
        #expect(channel.isActive)
        advance(.seconds(1))
        #expect(!channel.isActive)
        #expect(try statuses() == [.ok])
    }

    /// Whatever it waits for, and however often it is told.
    @Test func aShutdownGivesLittleTime() throws {
        try head()
        for _ in 0..<2 {
            channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
            advance(.seconds(1))
        }
        #expect(!channel.isActive)
        #expect(try statuses() == [])
    }

    // MARK: Helpers

    private func advance(_ time: TimeAmount) {
        channel.embeddedEventLoop.advanceTime(by: time)
    }

    private func head() throws {
        let request = HTTPRequest(method: .post, scheme: nil, authority: "a", path: "/")
        try channel.writeInbound(HTTPRequestPart.head(request))
    }

    private func respond(_ status: HTTPResponse.Status) throws {
        try channel.writeOutbound(HTTPResponsePart.head(HTTPResponse(status: status)))
        try channel.writeOutbound(HTTPResponsePart.end(nil))
    }

    /// Of the responses that went out.
    private func statuses() throws -> [HTTPResponse.Status] {
        var statuses: [HTTPResponse.Status] = []
        while let part = try channel.readOutbound(as: HTTPResponsePart.self) {
            if case .head(let head) = part { statuses.append(head.status) }
        }
        return statuses
    }
}
#endif
