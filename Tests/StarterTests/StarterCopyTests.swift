// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// The project that `talisman new` writes is a part of this target: `make` copies its sources.
@Suite struct StarterCopyTests {
    @Test(arguments: ["App.swift", "PageTests.swift", "RouteTests.swift"])
    func itsSourcesAreHere(name: String) throws {
        let copy = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "Starter/\(name)")
        #expect(FileManager.default.fileExists(atPath: copy.path), "run Scripts/snippets.py")
    }
}
