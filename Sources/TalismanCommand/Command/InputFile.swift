// SPDX-License-Identifier: Apache-2.0

import Foundation
import PageTemplates
import TemplateTools

/// A file of the command line, or standard input.
struct InputFile {
    /// The name that stands for standard input.
    static let standardInput = "-"

    private let path: String

    init(_ path: String) {
        self.path = path
    }

    /// Whether there is a file, or something else, of a path.
    static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: path)
    }

    /// The name that errors show.
    private var name: String { path == Self.standardInput ? "<stdin>" : path }

    func bytes() throws -> [UInt8] {
        do {
            guard path != Self.standardInput else {
                return Array(try FileHandle.standardInput.readToEnd() ?? Data())
            }
            guard !TemplateFile.isFolder(path) else {
                throw Diagnosis("\(name): is a folder, and a file is needed", .unusableFile)
            }
            return Array(try Data(contentsOf: URL(filePath: path)))
        } catch let error as Diagnosis {
            throw error
        } catch {
            throw Diagnosis("\(name): cannot be read: \(Self.reason(error))", .unusableFile)
        }
    }

    func json() throws -> TemplateValue {
        try TemplateValue(json: bytes(), name: name)
    }

    /// How the names of data files end.
    static let dataEndings = [".json", ".yml", ".yaml"]

    /// The data file of a name without its ending; `nil` where there is none.
    static func data(_ name: String) -> InputFile? {
        dataEndings.map { name + $0 }.first(where: exists).map { InputFile($0) }
    }

    /// The value of a data file, in YAML where its name says so, else in JSON.
    func value() throws -> TemplateValue {
        guard name.hasSuffix(".yml") || name.hasSuffix(".yaml") else { return try json() }
        return try TemplateValue(yaml: String(decoding: bytes(), as: UTF8.self), name: name)
    }

    /// The variables of a data file.
    func variables() throws -> TemplateContext {
        do {
            return try TemplateContext(membersOf: value())
        } catch let error as TemplateError where error.location == nil {
            throw Diagnosis("\(name): \(error)")
        }
    }

    /// What the system says of a file, in words.
    static func reason(_ error: any Error) -> String {
        switch (error as? CocoaError)?.code {
        case .fileReadNoSuchFile, .fileNoSuchFile: "there is no such file"
        case .fileReadNoPermission, .fileWriteNoPermission: "permission is missing"
        case .fileWriteOutOfSpace: "no space is left"
        case .fileWriteVolumeReadOnly: "the file system is read-only"
        case .fileWriteFileExists: "a file stands in the way"
        default: error.localizedDescription
        }
    }
}

/// Standard output, for what is complete.
enum StandardOutput {
    static func write(_ page: borrowing TemplateOutput) throws {
        try write(page.withUnsafeBytes { Data($0) })
    }

    static func write(lines: [String]) throws {
        guard !lines.isEmpty else { return }
        try write(Data((lines.joined(separator: "\n") + "\n").utf8))
    }

    static func write(_ bytes: Data) throws {
        do {
            try FileHandle.standardOutput.write(contentsOf: bytes)
        } catch {
            let reason = error.localizedDescription
            throw Diagnosis("standard output: cannot be written: \(reason)", .unusableFile)
        }
    }
}

/// Standard error, for what a person should know.
enum StandardError {
    static func write(_ line: String) {
        FileHandle.standardError.write(Data((line + "\n").utf8))
    }
}
