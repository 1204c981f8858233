#if Hummingbird
import Foundation

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
        #if canImport(Glibc)
        let kind = Int32(SOCK_STREAM.rawValue)
        #else
        let kind = SOCK_STREAM
        #endif
        let handle = socket(AF_INET, kind, 0)
        guard handle >= 0 else { throw Failure() }
        defer { close(handle) }
        var deadline = timeval(tv_sec: 10, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        setsockopt(handle, SOL_SOCKET, SO_RCVTIMEO, &deadline, size)
        try connect(handle, port)
        guard send(handle, request, request.count, 0) == request.count else { throw Failure() }
        return String(decoding: try read(handle), as: UTF8.self)
    }

    private static func connect(_ handle: Int32, _ port: Int) throws {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                #if canImport(Glibc)
                Glibc.connect(handle, address, size)
                #else
                Darwin.connect(handle, address, size)
                #endif
            }
        }
        guard result == 0 else { throw Failure() }
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
