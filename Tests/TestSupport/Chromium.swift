// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A browser without a window, for tests of what browsers make of pages.
package struct Chromium: Sendable {
    private static let path = [
        "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome",
        "/opt/homebrew/bin/chromium",
    ].first { FileManager.default.isExecutableFile(atPath: $0) }

    /// What a browser has made of a page.
    package struct Visit: Sendable {
        /// The elements of the page when its scripts have run.
        package let elements: String
        /// What it has written to the console.
        package let console: [String]
    }

    private let profile: TemporaryFolder

    /// Makes a browser with cookies of its own.
    package init() throws {
        profile = try TemporaryFolder()
    }

    /// Goes to a page and waits until it has loaded.
    package func visit(_ url: String) throws -> Visit {
        guard let path = Self.path else {
            throw Program.Failure(description: "there is no Chromium: make prepare installs it")
        }
        let result = try Program.run(
            path,
            [
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                "--enable-logging=stderr", "--user-data-dir=\(profile.path)",
                "--virtual-time-budget=3000", "--dump-dom", url,
            ]
        )
        let lines = result.errors.split(separator: "\n").filter { $0.contains(":CONSOLE") }
        // That the page has another status than 200 is no fault of it.
        let console = lines.map(String.init).filter {
            !($0.contains("Failed to load resource: the server") && $0.contains("source: \(url) "))
        }
        return Visit(elements: result.output, console: console)
    }

    /// The same on a thread of its own, where the tasks of a server need theirs.
    package func visitAside(_ url: String) async throws -> Visit {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(with: Result { try visit(url) })
            }
        }
    }
}
