#if Hummingbird
import Foundation
import TestSupport

#if canImport(Glibc)
import Glibc
#endif

/// Sends bytes to a port of this machine, and reads until the other side closes.
enum RawSocket {
    struct Failure: Error {}

    /// Waits on a thread of its own: the tasks of the server need theirs.
    static func exchange(_ request: [UInt8], port: Int) async throws -> String {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(with: Result { try exchangeWaiting(request, port: port) })
            }
        }
    }

    private static func exchangeWaiting(_ request: [UInt8], port: Int) throws -> String {
        let handle = Loopback.socket()
        guard handle >= 0 else { throw Failure() }
        defer { close(handle) }
        var deadline = timeval(tv_sec: 10, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        setsockopt(handle, SOL_SOCKET, SO_RCVTIMEO, &deadline, size)
        let result = Loopback.withAddress(port) { connect(handle, $0, $1) }
        guard result == 0 else { throw Failure() }
        guard send(handle, request, request.count, 0) == request.count else { throw Failure() }
        return String(decoding: try read(handle), as: UTF8.self)
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
#endif
