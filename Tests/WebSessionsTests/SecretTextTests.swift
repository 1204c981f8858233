// SPDX-License-Identifier: Apache-2.0

import Testing
import WebSessions

@Suite struct SecretTextTests {
    @Test(arguments: [
        ("", "", true), ("a", "", false), ("secret", "secret", true), ("secret", "Secret", false),
        ("secret", "secret ", false), ("é", "é", true), ("\u{E9}", "e\u{301}", false),
    ])
    func bytesAreCompared(left: String, right: String, isEqual: Bool) {
        #expect((SecretText(left) == SecretText(right)) == isEqual)
    }

    @Test func nothingShowsIt() {
        let secret = SecretText("hunter2")
        var dumped = ""
        dump(["password": secret], to: &dumped)
        for text in ["\(secret)", String(reflecting: secret), String(describing: [secret]), dumped]
        {
            #expect(!text.contains("hunter2"), "\(text)")
        }
    }
}
