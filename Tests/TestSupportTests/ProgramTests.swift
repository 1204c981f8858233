// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// Programs that tests start, some of them at the same time.
@Suite struct ProgramTests {
    @Test func noOpenFileIsInherited() throws {
        var pipe: [Int32] = [0, 0]
        try #require(Foundation.pipe(&pipe) == 0)
        defer { for end in pipe { close(end) } }
        let script = """
            for end in \(pipe[0]) \(pipe[1]); do
                if [ -e /dev/fd/$end ]; then echo $end; fi
            done
            """
        let result = try Program.run("sh", ["-c", script])
        #expect(result.status == 0)
        #expect(result.output == "")
    }

    @Test func theEndOfAPipeEndsTheInput() throws {
        let program = try Program("cat", [], input: .pipe)
        #expect(program.isRunning)
        program.endInput()
        #expect(program.wait() == 0)
        #expect(!program.isRunning)
    }

    @Test(arguments: zip([SIGTERM, SIGKILL], [Int32(143), 137]))
    func signalsReachIt(signal: Int32, status: Int32) async throws {
        let program = try Program("sleep", ["600"])
        program.send(signal)
        #expect(await program.end() == status)
    }

    @Test func itsWordsAreItsOwn() throws {
        let folder = try TemporaryFolder()
        let result = try Program.run(
            "sh",
            ["-c", "pwd; echo $1 $COLOR; cat; echo no >&2; exit 3", "sh", "a b"],
            environment: ["COLOR": "red"],
            folder: folder.path,
            input: "text"
        )
        #expect(result.status == 3)
        #expect(
            result.output.hasSuffix(
                "/\(URL(filePath: folder.path).lastPathComponent)\na b red\ntext"
            )
        )
        #expect(result.errors == "no\n")
    }

    @Test func aProgramThatIsNotThereIsNamed() {
        let failure = #expect(throws: Program.Failure.self) { try Program("no-such-program", []) }
        #expect(failure?.description.hasPrefix("no-such-program does not start: ") == true)
    }
}
