// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A file that a command writes.
struct OutputFile {
    private let path: String

    init(_ path: String) {
        self.path = path
    }

    /// Writes the file in place: one that is there keeps its permissions and links.
    ///
    /// - Throws: `Diagnosis` where it cannot be written.
    func write(_ bytes: [UInt8]) throws {
        guard !TemplateFile.isFolder(path) else {
            throw Diagnosis("\(path): cannot be written: it is a folder", .unusableFile)
        }
        do {
            try Data(bytes).write(to: URL(filePath: path))
        } catch {
            let reason = InputFile.reason(error)
            throw Diagnosis("\(path): cannot be written: \(reason)", .unusableFile)
        }
    }
}
