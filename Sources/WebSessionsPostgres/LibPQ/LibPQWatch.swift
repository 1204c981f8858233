// SPDX-License-Identifier: Apache-2.0

#if PostgreSQL
import Dispatch

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Watches a socket until it is ended.
///
/// It has a descriptor of its own for the socket: libpq closes its one when it likes, and a
/// source must not outlive what it watches.
final class LibPQWatch {
    enum Event {
        case reading
        case writing
    }

    private let source: any DispatchSourceProtocol

    /// Begins to watch; nil where there is no socket, or no further descriptor.
    init?(
        _ socket: Int32,
        for event: Event,
        on queue: DispatchQueue,
        _ handler: @escaping @Sendable () -> Void
    ) {
        let descriptor = socket < 0 ? -1 : fcntl(socket, F_DUPFD_CLOEXEC, 0)
        guard descriptor >= 0 else { return nil }
        switch event {
        case .reading:
            source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: queue)
        case .writing:
            source = DispatchSource.makeWriteSource(fileDescriptor: descriptor, queue: queue)
        }
        source.setEventHandler(handler: handler)
        source.setCancelHandler { _ = close(descriptor) }
        source.resume()
    }

    deinit {
        source.cancel()
    }
}
#endif
