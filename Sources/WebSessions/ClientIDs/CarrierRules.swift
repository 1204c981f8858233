// SPDX-License-Identifier: Apache-2.0

/// The rules that the name and lifetime of a carrier must keep, each with its message.
enum CarrierRules {
    static func check(name: String, lifetime: Duration) throws(SessionError) {
        let isName = (1...30).contains(name.utf8.count) && name.utf8.allSatisfy(isAllowed)
        let rules = [
            (isName, "a parameter or field has 1 to 30 letters, digits, '_' or '-'"),
            (lifetime >= .seconds(1), "a client id in a page lives for a second at least"),
        ]
        for (holds, message) in rules where !holds {
            throw SessionError(.invalidConfiguration, message)
        }
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
