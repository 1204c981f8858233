// SPDX-License-Identifier: Apache-2.0

#if canImport(Darwin)
import CoreServices
import Foundation
import Synchronization

/// Watches files by FSEvents, on a queue of its own.
final class EventStreamWatcher: FileWatcher {
    /// The stream; `nil` once it is stopped.
    private let stream: Mutex<FSEventStreamRef?>

    /// What a stream calls.
    private final class Receiver: Sendable {
        let root: String
        let tell: @Sendable (PreviewChange) -> Void

        init(root: String, _ tell: @escaping @Sendable (PreviewChange) -> Void) {
            self.root = root
            self.tell = tell
        }

        func take(_ paths: [String], _ flags: [FSEventStreamEventFlags]) {
            var change = PreviewChange()
            for (path, flags) in zip(paths, flags) {
                if flags & UInt32(kFSEventStreamEventFlagMustScanSubDirs) != 0 {
                    change.mayBeMore = true
                }
                guard path.hasPrefix(root) else { continue }
                let name = path.dropFirst(root.count)
                let isHidden = !name.split(separator: "/").allSatisfy(isWatched)
                let isFolder = flags & UInt32(kFSEventStreamEventFlagItemIsDir) != 0
                if isHidden { continue }
                if isFolder { change.mayBeMore = true } else { change.paths.append(String(name)) }
            }
            change.paths = Set(change.paths).sorted()
            if change.mayBeMore || !change.paths.isEmpty { tell(change) }
        }
    }

    init(
        root: String,
        pause: WatchPause,
        _ tell: @escaping @Sendable (PreviewChange) -> Void
    ) throws {
        let folder = URL(filePath: root.isEmpty ? "." : root).resolvingSymlinksInPath().path + "/"
        let receiver = Unmanaged.passRetained(Receiver(root: folder, tell))
        var context = FSEventStreamContext(
            version: 0,
            info: receiver.toOpaque(),
            retain: nil,
            release: { info in info.map { Unmanaged<Receiver>.fromOpaque($0).release() } },
            copyDescription: nil
        )
        let flags = kFSEventStreamCreateFlagFileEvents | kFSEventStreamCreateFlagUseCFTypes
        let made = FSEventStreamCreate(
            nil,
            { _, info, count, paths, flags, _ in
                guard let info else { return }
                let paths = Unmanaged<CFArray>.fromOpaque(paths).takeUnretainedValue()
                Unmanaged<Receiver>.fromOpaque(info).takeUnretainedValue().take(
                    paths as? [String] ?? [],
                    Array(UnsafeBufferPointer(start: flags, count: count))
                )
            },
            &context,
            [folder] as CFArray,
            FSEventStreamEventId(kFSEventStreamEventIdSinceNow),
            Double(pause.quiet) / 1000,
            FSEventStreamCreateFlags(flags)
        )
        guard let made else {
            receiver.release()
            throw Diagnosis("\(root): cannot be watched", .unusableFile)
        }
        FSEventStreamSetDispatchQueue(made, DispatchQueue(label: "talisman-watch"))
        FSEventStreamStart(made)
        stream = Mutex(made)
    }

    func stop() {
        stream.withLock { stream in
            guard let open = stream else { return }
            stream = nil
            FSEventStreamStop(open)
            FSEventStreamInvalidate(open)
            FSEventStreamRelease(open)
        }
    }

    deinit { stop() }
}
#endif
