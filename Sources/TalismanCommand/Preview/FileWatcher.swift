// SPDX-License-Identifier: Apache-2.0

import TemplateTools

/// Watches the files of a folder and of those below it, new ones included.
///
/// A change is told once its file is whole: when whoever wrote it closes it, or another one is
/// moved to its place. Changes that follow each other closely come together. Hidden files other than
/// manifests, and what is in hidden folders, do not count.
protocol FileWatcher: Sendable {
    /// Watches no more; returns at once, and tells nothing afterwards that happens later.
    func stop()
}

/// Whether files or folders of a name count.
func isWatched(_ name: some StringProtocol) -> Bool {
    !name.hasPrefix(".") || name == ManifestFile.name
}

/// How long a watcher waits for more of a change.
struct WatchPause: Sendable {
    /// How long nothing has to happen before a change is told, in milliseconds.
    var quiet: Int32 = 8

    /// After how many of these pauses it is told in any case.
    var most = 12

    /// How often a folder is looked for that has been moved away or removed, in milliseconds.
    var root: Int32 = 250
}

/// Watches a folder with what the system has for it.
///
/// - Parameters:
///   - root: The path of the folder.
///   - pause: How long it waits for more.
///   - tell: Gets each change, on a thread of the watcher.
/// - Returns: The watcher, which watches until it is stopped or nobody holds it.
/// - Throws: `Diagnosis` where the system cannot watch the folder.
func watchFiles(
    of root: String,
    pause: WatchPause = WatchPause(),
    _ tell: @escaping @Sendable (PreviewChange) -> Void
) throws -> any FileWatcher {
    #if os(Linux)
    try InotifyWatcher(root: root, pause: pause, tell)
    #elseif canImport(Darwin)
    try EventStreamWatcher(root: root, pause: pause, tell)
    #else
    throw Diagnosis("files cannot be watched on this system", .unusableFile)
    #endif
}
