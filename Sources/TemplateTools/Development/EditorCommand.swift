// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The command that opens a file at a place: `code -g {file}:{line}:{column}`.
///
/// It is split into words here and run without a shell, so that a name of a file is one word
/// whatever is in it.
package struct EditorCommand: Sendable {
    private let words: [String]

    /// Why an editor is not opened.
    package struct Failure: Error, CustomStringConvertible {
        package let description: String
    }

    /// Reads a command; `nil` for what opens no file.
    ///
    /// - Parameter argument: The program and its arguments, of which one has `{file}` in it.
    package init?(argument: String) {
        guard let words = Self.words(of: argument), !words.isEmpty,
            words.contains(where: { $0.contains("{file}") }), !words[0].contains("{")
        else { return nil }
        self.words = words
    }

    /// Finds out whether the program is there.
    ///
    /// - Throws: ``Failure`` where it is not.
    package func check() throws(Failure) {
        let program = words[0]
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        let folders = path.split(separator: ":").map { "\($0)/" }
        let places = program.contains("/") ? [program] : folders.map { $0 + program }
        guard places.contains(where: FileManager.default.isExecutableFile) else {
            throw Failure(description: "there is no program '\(program)'")
        }
    }

    /// The program and its arguments for a place.
    func arguments(file: String, line: Int, column: Int) -> [String] {
        words.map { word in
            // One pass, so that a name of a file with braces in it stays what it is.
            var result = ""
            var rest = word[...]
            let values = [("{file}", file), ("{line}", "\(line)"), ("{column}", "\(column)")]
            while let first = rest.first {
                if let (name, value) = values.first(where: { rest.hasPrefix($0.0) }) {
                    result += value
                    rest = rest.dropFirst(name.count)
                } else {
                    result.append(first)
                    rest = rest.dropFirst()
                }
            }
            return result
        }
    }

    /// Starts the command, and does not wait for it.
    ///
    /// - Throws: ``Failure`` where the program cannot be started.
    func open(file: String, line: Int, column: Int) throws(Failure) {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = arguments(file: file, line: line, column: column)
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        do {
            try process.run()
        } catch {
            let cause = error.localizedDescription
            throw Failure(description: "'\(words[0])' cannot be started: \(cause)")
        }
    }

    /// The words of a text: blanks part them, and quotes keep blanks.
    private static func words(of text: String) -> [String]? {
        var words: [String] = []
        var word: String?
        var quote: Character?
        for character in text {
            if let open = quote {
                if character == open { quote = nil } else { word?.append(character) }
            } else if character == "'" || character == "\"" {
                quote = character
                word = word ?? ""
            } else if character == " " || character == "\t" {
                if let done = word { words.append(done) }
                word = nil
            } else {
                word = (word ?? "") + String(character)
            }
        }
        guard quote == nil else { return nil }
        return words + (word.map { [$0] } ?? [])
    }
}
