// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A folder that goes when nobody holds it any longer.
package final class TemporaryFolder: Sendable {
    package let path: String

    package init(_ files: [String: String] = [:]) throws {
        let name = "talisman-\(UUID().uuidString)"
        path = FileManager.default.temporaryDirectory.appending(path: name).path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        for (file, text) in files {
            try write(file, text)
        }
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Writes a file, with the folders that it stands in, and returns its path.
    @discardableResult
    package func write(_ name: String, _ text: String) throws -> String {
        let url = URL(filePath: path).appending(path: name)
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try Data(text.utf8).write(to: url)
        return url.path
    }

    /// The text of a file, or `nil` where there is none.
    package func text(_ file: String) -> String? {
        try? String(contentsOf: URL(filePath: path).appending(path: file), encoding: .utf8)
    }
}
