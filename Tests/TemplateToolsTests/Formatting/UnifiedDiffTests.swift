// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@testable import TemplateTools

/// Patches between texts.
@Suite struct UnifiedDiffTests {
    private func diff(_ old: String, _ new: String) -> String {
        UnifiedDiff("a.html", Array(old.utf8), Array(new.utf8)).text
    }

    @Test func equalTextsHaveNone() {
        #expect(diff("a\nb\n", "a\nb\n").isEmpty)
        #expect(diff("", "").isEmpty)
    }

    @Test func showsLinesThatComeAndGo() {
        let patch = """
            --- a.html
            +++ a.html
            @@ -1,5 +1,6 @@
             1
             2
            -3
            +x
            +y
             4
             5

            """
        #expect(diff("1\n2\n3\n4\n5\n", "1\n2\nx\ny\n4\n5\n") == patch)
    }

    @Test func tellsWhereTheLastLineHasNoEnd() {
        let patch = """
            --- a.html
            +++ a.html
            @@ -1,1 +1,1 @@
            -a
            \\ No newline at end of file
            +b
            \\ No newline at end of file

            """
        #expect(diff("a", "b") == patch)
    }

    /// What the program makes of the patch is the new text.
    @Test(arguments: 0..<40)
    func canBeApplied(_ seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        let old = (0..<30).map { _ in "\(Int.random(in: 0..<6, using: &random))" }
        var new = old
        for _ in 0..<Int.random(in: 1...5, using: &random) {
            let place = Int.random(in: 0...new.count, using: &random)
            if Bool.random(using: &random), place < new.count {
                new.remove(at: place)
            } else {
                new.insert("new", at: place)
            }
        }
        let end = seed % 2 == 0 ? "\n" : ""
        let (first, second) = (old.joined(separator: "\n"), new.joined(separator: "\n"))
        let folder = try TemporaryFolder(["a.html": first + "\n"])
        let patch = diff(first + "\n", second + end)
        let result = try Program.run(
            "patch",
            ["-p0", "--quiet"],
            folder: folder.path,
            input: patch
        )
        #expect(patch.isEmpty || result.status == 0, "\(result.output)\(result.errors)")
        let text = try String(contentsOfFile: "\(folder.path)/a.html", encoding: .utf8)
        #expect(text == second + end)
    }
}
