// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Foundation
import Synchronization

/// A folder for files of a run, which is gone when the run ends, also by a signal.
struct ScratchFolder {
    /// The path, without a slash at its end.
    let path: String

    /// Makes a folder that nobody else can read.
    ///
    /// - Throws: What the system says where it cannot be made.
    init() throws {
        path =
            FileManager.default.temporaryDirectory.appending(path: "talisman-\(UUID().uuidString)")
            .path
        OpenFolders.shared.insert(path)
        try FileManager.default.createDirectory(
            atPath: path,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
    }

    /// The path of a file or folder in it.
    func path(of name: String) -> String { "\(path)/\(name)" }

    /// Removes it with all that is in it.
    func remove() {
        try? FileManager.default.removeItem(atPath: path)
        OpenFolders.shared.remove(path)
    }
}

/// The folders that are there now.
private final class OpenFolders: Sendable {
    static let shared = OpenFolders()

    private let paths = Mutex<Set<String>>([])

    /// What waits for the signals that end a process, which has to be held.
    private let signals = Mutex<[any DispatchSourceSignal]>([])

    private init() {
        for number in [SIGHUP, SIGINT, SIGTERM] {
            signal(number, SIG_IGN)
            signals.withLock { signals in
                let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
                source.setEventHandler { [self] in end(number) }
                source.activate()
                signals.append(source)
            }
        }
    }

    func insert(_ path: String) { paths.withLock { _ = $0.insert(path) } }

    func remove(_ path: String) { paths.withLock { _ = $0.remove(path) } }

    /// Removes the folders and ends the process as the signal would have.
    private func end(_ number: Int32) {
        paths.withLock { paths in
            for path in paths { try? FileManager.default.removeItem(atPath: path) }
            signal(number, SIG_DFL)
            kill(getpid(), number)
        }
    }
}
