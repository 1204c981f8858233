// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TemplateTools

/// `--open`: words without a shell.
@Suite struct EditorCommandTests {
    static let commands: [(String, String, [String])] = [
        ("code -g {file}:{line}:{column}", "/a/b.html", ["code", "-g", "/a/b.html:3:7"]),
        ("vim +{line} {file}", "/a/b.html", ["vim", "+3", "/a/b.html"]),
        ("'my editor' \"{file}\"", "/a b/$(c).html", ["my editor", "/a b/$(c).html"]),
        ("edit  {file}", "/a/{line};rm *.html", ["edit", "/a/{line};rm *.html"]),
        ("edit '' {file}", "/a", ["edit", "", "/a"]),
    ]

    @Test(arguments: commands)
    func namesOfFilesAreOneWord(command: String, file: String, words: [String]) throws {
        let editor = try #require(EditorCommand(argument: command))
        #expect(editor.arguments(file: file, line: 3, column: 7) == words)
    }

    @Test(arguments: ["", "code", "{file}", "code '{file}"])
    func whatOpensNoFileIsRefused(command: String) {
        #expect(EditorCommand(argument: command) == nil)
    }
}
