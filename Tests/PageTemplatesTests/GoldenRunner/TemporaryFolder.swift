#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A folder of files that goes when nobody holds it any longer.
final class TemporaryFolder: Sendable {
    let path: String

    init(_ files: [String: String]) throws {
        let name = "golden-\(UUID().uuidString)"
        path = FileManager.default.temporaryDirectory.appending(path: name).path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        for (file, text) in files {
            let url = URL(filePath: path).appending(path: file)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data(text.utf8).write(to: url)
        }
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// The text of a file, or `nil` where there is none.
    func text(_ file: String) -> String? {
        try? String(contentsOf: URL(filePath: path).appending(path: file), encoding: .utf8)
    }
}
