// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What the runner asks of the file system.
package enum Files {
    package static func exist(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: path)
    }

    package static func read(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(filePath: path)))
    }

    package static func write(_ bytes: [UInt8], to path: String) throws {
        try Data(bytes).write(to: URL(filePath: path), options: .atomic)
    }

    /// The files below a folder, relative to it, in the order of their names.
    package static func below(_ directory: String) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: directory).sorted()
    }

    /// A path beside a file, unless it is an absolute one.
    package static func path(_ path: String, besides file: String) -> String {
        guard !path.hasPrefix("/"), let end = file.lastIndex(of: "/") else { return path }
        return file[...end] + path
    }

    package static func environment(_ name: String) -> String? {
        ProcessInfo.processInfo.environment[name]
    }
}
