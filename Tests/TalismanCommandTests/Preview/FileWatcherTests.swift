// SPDX-License-Identifier: Apache-2.0

import Foundation
import Synchronization
import TestSupport
import Testing

@testable import TalismanCommand

/// Changes of real files, as the system tells them.
@Suite struct FileWatcherTests {
    private let folder: TemporaryFolder
    private let seen = Seen()
    private let watcher: any FileWatcher

    /// What a watcher has told.
    private final class Seen: Sendable {
        private let changes = Mutex<[PreviewChange]>([])

        var all: [PreviewChange] { changes.withLock { $0 } }
        var paths: Set<String> { Set(all.flatMap(\.paths)) }

        func add(_ change: PreviewChange) { changes.withLock { $0.append(change) } }
    }

    init() throws {
        folder = try TemporaryFolder(["page.html": "1", "parts/box.html": "1"])
        watcher = try watchFiles(of: folder.path) { [seen] in seen.add($0) }
    }

    /// Waits until something is so.
    private func until(_ condition: () -> Bool) async throws {
        let deadline = ContinuousClock.now.advanced(by: .seconds(20))
        while !condition() {
            try #require(ContinuousClock.now < deadline, "\(seen.all)")
            try await Task.sleep(for: .milliseconds(2))
        }
    }

    @Test func aFileThatIsWrittenInPlaceIsTold() async throws {
        let handle = try #require(FileHandle(forWritingAtPath: folder.path + "/page.html"))
        try handle.write(contentsOf: Data("2".utf8))
        try handle.close()
        try await until { seen.paths == ["page.html"] }
    }

    @Test func aFileThatTakesThePlaceOfAnotherIsTold() async throws {
        try folder.write(".page.html.new", "2")
        let path = folder.path + "/page.html"
        #expect(rename(folder.path + "/.page.html.new", path) == 0)
        try await until { seen.paths == ["page.html"] }
    }

    @Test func filesOfFoldersBelowAndOfNewOnesAreTold() async throws {
        try folder.write("parts/box.html", "2")
        try await until { seen.paths.contains("parts/box.html") }
        try folder.write("new/deep/one.html", "1")
        try await until { seen.paths.contains("new/deep/one.html") }
        try folder.write("new/deep/two.html", "1")
        try await until { seen.paths.contains("new/deep/two.html") }
    }

    @Test func whatIsGoneIsTold() async throws {
        try FileManager.default.removeItem(atPath: folder.path + "/page.html")
        try await until { seen.paths == ["page.html"] }
        try FileManager.default.removeItem(atPath: folder.path + "/parts")
        try await until { seen.all.contains { $0.mayBeMore } }
    }

    @Test func hiddenFilesDoNotCountButManifests() async throws {
        try folder.write(".page.html.swp", "1")
        try folder.write(".git/index", "1")
        try folder.write(".talisman.yml", "dialect: zope")
        try await until { !seen.all.isEmpty }
        #expect(seen.paths == [".talisman.yml"])
    }

    @Test func aFolderThatTakesThePlaceOfTheRootIsWatched() async throws {
        let other = folder.path + ".other"
        defer { try? FileManager.default.removeItem(atPath: other) }
        #expect(rename(folder.path, other) == 0)
        try await until { seen.all.contains { $0.mayBeMore } }
        let before = seen.all.count
        try folder.write("page.html", "2")
        try await until { seen.all.count > before }
        try folder.write("parts/box.html", "2")
        try await until { seen.paths.contains("parts/box.html") }
        try FileManager.default.removeItem(atPath: folder.path)
        let (removed, count) = (seen.all.count, seen.paths.count)
        try await until { seen.all.count > removed }
        try folder.write("late.html", "1")
        try await until { seen.all.count > removed + 1 && seen.paths.count >= count }
        try folder.write("late.html", "2")
        try await until { seen.paths.contains("late.html") }
    }

    @Test func afterStopNothingIsTold() async throws {
        watcher.stop()
        watcher.stop()
        let other = Seen()
        let second = try watchFiles(of: folder.path) { other.add($0) }
        try folder.write("page.html", "2")
        try await until { !other.all.isEmpty }
        #expect(seen.all.isEmpty)
        second.stop()
    }

    @Test func aFolderThatIsNotThereCannotBeWatched() {
        #expect(throws: Diagnosis.self) {
            _ = try watchFiles(of: folder.path + "/nowhere") { _ in }
        }
    }
}
