// SPDX-License-Identifier: Apache-2.0

#if os(Linux)
import Foundation
import Synchronization

/// Watches files by inotify (7), on a thread of its own.
final class InotifyWatcher: FileWatcher {
    /// Ends the thread when something is written to it.
    private let stopping: FileHandle
    private let isStopped = Mutex(false)

    init(
        root: String,
        pause: WatchPause,
        _ tell: @escaping @Sendable (PreviewChange) -> Void
    ) throws {
        let descriptor = inotify_init1(Int32(IN_CLOEXEC) | Int32(IN_NONBLOCK))
        guard descriptor >= 0 else { throw Self.failure(root) }
        let pipe = Pipe()
        stopping = pipe.fileHandleForWriting
        var folders = WatchedFolders(descriptor, root: root)
        guard folders.add("") else {
            close(descriptor)
            throw Self.failure(root)
        }
        _ = folders.takeFound()
        let watched = folders
        let thread = Thread {
            var loop = InotifyLoop(watched, descriptor, pause)
            let end = pipe.fileHandleForReading
            loop.run(until: end.fileDescriptor, tell)
            close(descriptor)
            try? end.close()
        }
        thread.name = "talisman-watch"
        thread.start()
    }

    func stop() {
        let isFirst = isStopped.withLock { stopped in
            defer { stopped = true }
            return !stopped
        }
        if isFirst { try? stopping.close() }
    }

    deinit { stop() }

    private static func failure(_ root: String) -> Diagnosis {
        let reason =
            errno == ENOSPC || errno == EMFILE
            ? "too many folders are watched on this machine (fs.inotify)"
            : String(cString: strerror(errno))
        return Diagnosis("\(root): cannot be watched: \(reason)", .unusableFile)
    }
}

/// The folders that are watched, by the numbers of the system.
private struct WatchedFolders {
    private let descriptor: Int32
    private let root: String
    private var paths: [Int32: String] = [:]

    /// The files of folders that came up after the watch began.
    private var found: [String] = []

    init(_ descriptor: Int32, root: String) {
        self.descriptor = descriptor
        self.root = root.isEmpty ? "." : root
    }

    private static let events =
        UInt32(IN_CLOSE_WRITE) | UInt32(IN_MOVED_TO) | UInt32(IN_MOVED_FROM) | UInt32(IN_DELETE)
        | UInt32(IN_CREATE) | UInt32(IN_ONLYDIR) | UInt32(IN_EXCL_UNLINK)
        | UInt32(IN_MOVE_SELF) | UInt32(IN_DELETE_SELF)

    /// Watches a folder and those below it; says whether the folder can be watched.
    ///
    /// The folder is watched before it is listed, so that a file is seen by one of the two.
    @discardableResult
    mutating func add(_ folder: String) -> Bool {
        let path = folder.isEmpty ? root : "\(root)/\(folder)"
        let number = inotify_add_watch(descriptor, path, Self.events)
        guard number >= 0 else { return false }
        paths[number] = folder
        for name in (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        where isWatched(name) {
            let child = folder.isEmpty ? name : "\(folder)/\(name)"
            // A link is a file here: what it leads to may be anywhere.
            let about = try? FileManager.default.attributesOfItem(atPath: "\(root)/\(child)")
            guard let type = about?[.type] as? FileAttributeType else { continue }
            if type == .typeDirectory { add(child) } else { found.append(child) }
        }
        return true
    }

    mutating func forget(_ number: Int32) { paths[number] = nil }

    /// Whether the root is watched; it is not when it has been moved away or removed.
    var hasRoot: Bool { paths.values.contains("") }

    /// Forgets all folders, where the root is no more what it was.
    mutating func leaveRoot() {
        for number in paths.keys { inotify_rm_watch(descriptor, number) }
        paths = [:]
    }

    /// Watches what stands in the place of the root now; says whether there is something.
    mutating func addRoot() -> Bool { add("") }

    func folder(_ number: Int32) -> String? { paths[number] }

    /// The files of new folders since the last time.
    mutating func takeFound() -> [String] {
        defer { found = [] }
        return found
    }
}

/// Reads events until it is stopped.
private struct InotifyLoop {
    private var folders: WatchedFolders
    private let descriptor: Int32
    private let pause: WatchPause
    private var changed: Set<String> = []
    private var mayBeMore = false

    init(_ folders: WatchedFolders, _ descriptor: Int32, _ pause: WatchPause) {
        self.folders = folders
        self.descriptor = descriptor
        self.pause = pause
    }

    mutating func run(until end: Int32, _ tell: (PreviewChange) -> Void) {
        var pauses = 0
        while true {
            if !folders.hasRoot, folders.addRoot() {
                _ = folders.takeFound()
                mayBeMore = true
            }
            let isWaiting = !changed.isEmpty || mayBeMore
            var events = [
                pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
                pollfd(fd: end, events: Int16(POLLIN), revents: 0),
            ]
            let longest = folders.hasRoot ? -1 : pause.root
            let count = poll(&events, 2, isWaiting ? pause.quiet : longest)
            if count < 0, errno != EINTR { return }
            if count > 0, events[1].revents != 0 { return }
            if count > 0 { read() }
            pauses += 1
            if isWaiting, count == 0 || pauses > pause.most {
                tell(PreviewChange(paths: changed.sorted(), mayBeMore: mayBeMore))
                (changed, mayBeMore, pauses) = ([], false, 0)
            } else if !isWaiting {
                pauses = 0
            }
        }
    }

    private mutating func read() {
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = buffer.withUnsafeMutableBytes { space in
                Glibc.read(descriptor, space.baseAddress, space.count)
            }
            guard count > 0 else { return }
            buffer.withUnsafeBytes { take(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
        }
    }

    /// Takes events, each of them a head and a name that is filled up with zeros.
    private mutating func take(_ bytes: UnsafeRawBufferPointer) {
        let head = MemoryLayout<inotify_event>.size
        var offset = 0
        while offset + head <= bytes.count {
            let event = bytes.loadUnaligned(fromByteOffset: offset, as: inotify_event.self)
            let start = offset + head
            offset = min(start + Int(event.len), bytes.count)
            let name = bytes[start..<offset].prefix { $0 != 0 }
            take(event, named: String(decoding: name, as: UTF8.self))
        }
    }

    private mutating func take(_ event: inotify_event, named name: String) {
        let mask = event.mask
        if mask & UInt32(IN_Q_OVERFLOW) != 0 { mayBeMore = true }
        let isOfRoot = folders.folder(event.wd) == ""
        if mask & UInt32(IN_IGNORED) != 0 { folders.forget(event.wd) }
        if mask & UInt32(IN_MOVE_SELF) != 0, isOfRoot { folders.leaveRoot() }
        if isOfRoot, !folders.hasRoot { mayBeMore = true }
        guard !name.isEmpty, isWatched(name), let folder = folders.folder(event.wd) else { return }
        let path = folder.isEmpty ? name : "\(folder)/\(name)"
        guard mask & UInt32(IN_ISDIR) != 0 else {
            // A file that is new has nothing in it yet; its end is told as well.
            if mask & UInt32(IN_CREATE) == 0 { changed.insert(path) }
            return
        }
        if mask & (UInt32(IN_CREATE) | UInt32(IN_MOVED_TO)) != 0 {
            folders.add(path)
            changed.formUnion(folders.takeFound())
        } else {
            // What was below it is gone, or known under another path.
            mayBeMore = true
        }
    }
}
#endif
