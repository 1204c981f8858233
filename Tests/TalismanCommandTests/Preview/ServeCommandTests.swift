// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

/// `talisman serve` by what a shell sees where it cannot begin; the preview itself is looked at in
/// a browser.
@Suite struct ServeCommandTests {
    static let wrong: [([String], Int32, String)] = [
        (["nowhere"], 2, "nowhere: there is no such folder"),
        (["page.html"], 2, "page.html: there is no such folder"),
        ([".", "--data", "nothing"], 2, "nothing: there is no such file or folder"),
        ([".", "--port", "70000"], 64, "--port: a number from 0 to 65535 was expected."),
        ([".", "--open", "code"], 64, "code"),
        ([".", "--open", "no-such-editor {file}"], 2, "there is no program 'no-such-editor'"),
        ([".", "--stub", "session=x"], 64, "--stub"),
    ]

    @Test(arguments: wrong)
    func saysWhyItCannotBegin(arguments: [String], status: Int32, text: String) throws {
        let folder = try TemporaryFolder(["page.html": "<p>x</p>"])
        let result = try Command.run(["serve"] + arguments, in: folder.path)
        #expect(result.errors.contains(text), "\(result.errors)")
        #expect(result.status == status)
    }

    #if Hummingbird
    /// The address is one of documentation, which no machine has.
    @Test func anAddressThatIsNotOfThisMachineIsNamed() throws {
        let folder = try TemporaryFolder(["page.html": "<p>x</p>"])
        let result = try Command.run(["serve", folder.path, "--host", "203.0.113.1"])
        #expect(result.errors.contains("cannot serve on 203.0.113.1:8421"), "\(result.errors)")
        #expect(result.status == 2)
    }
    #endif
}
