// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport

#if canImport(Glibc)
import Glibc
#endif

/// Sends bytes to a port of this machine, and reads until the other side closes.
enum RawSocket {
    struct Failure: Error {}

    /// Sends lines, and then perhaps something again and again while the other side listens.
    static func exchange(
        _ lines: [String],
        thenDrops drop: String? = nil,
        port: Int
    ) async throws -> String {
        let request = Array(lines.joined(separator: "\r\n").utf8)
        return try await exchange(request, thenDrops: drop.map { Array($0.utf8) }, port: port)
    }

    /// Waits on a thread of its own: the tasks of the server need theirs.
    static func exchange(
        _ request: [UInt8],
        thenDrops drop: [UInt8]? = nil,
        port: Int
    ) async throws -> String {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                let result = Result { try exchangeWaiting(request, drop, port: port) }
                continuation.resume(with: result)
            }
        }
    }

    private static func exchangeWaiting(
        _ request: [UInt8],
        _ drop: [UInt8]?,
        port: Int
    ) throws -> String {
        let handle = Loopback.socket()
        guard handle >= 0 else { throw Failure() }
        defer { close(handle) }
        var deadline = timeval(tv_sec: 120, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        setsockopt(handle, SOL_SOCKET, SO_RCVTIMEO, &deadline, size)
        let result = Loopback.withAddress(port) { connect(handle, $0, $1) }
        guard result == 0 else { throw Failure() }
        guard send(handle, request, request.count, 0) == request.count else { throw Failure() }
        if let drop { dribble(drop, into: handle) }
        return String(decoding: try read(handle), as: UTF8.self)
    }

    /// Sends now and then, until there is an answer or the connection is closed.
    private static func dribble(_ drop: [UInt8], into handle: Int32) {
        var answer = pollfd(fd: handle, events: Int16(POLLIN), revents: 0)
        for _ in 0..<200 where poll(&answer, 1, 50) == 0 {
            guard send(handle, drop, drop.count, noSignal) == drop.count else { return }
        }
    }

    /// A connection that is closed ends no process.
    private static var noSignal: Int32 {
        #if canImport(Glibc)
        Int32(MSG_NOSIGNAL)
        #else
        0
        #endif
    }

    private static func read(_ handle: Int32) throws -> [UInt8] {
        var answer: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(handle, &buffer, buffer.count, 0)
            guard count > 0 else { return answer }
            answer += buffer.prefix(count)
        }
    }
}
