// SPDX-License-Identifier: Apache-2.0

/// The names of values that are nobody else's business.
///
/// The name alone decides, in any style: `passwordHash`, `password_hash` and `Password-Hash` have
/// the same words.
package enum SecretNames {
    /// How a row of the table stands in a name.
    enum Match: Sendable {
        /// Anywhere in its letters, also inside of a word: `userpassword`.
        case letters

        /// As a word of its own, or several of them: `pin`, and not `shipping`.
        case word
    }

    /// What is secret, in lower case and without blanks.
    static let table: [(text: String, match: Match)] = [
        ("password", .letters),
        ("passwd", .letters),
        ("passphrase", .letters),
        ("passcode", .letters),
        ("passwort", .letters),
        ("kennwort", .letters),
        ("pass", .word),
        ("pwd", .word),
        ("pw", .word),
        ("secret", .letters),
        ("token", .letters),
        ("jwt", .word),
        ("bearer", .word),
        ("nonce", .word),
        ("csrf", .letters),
        ("xsrf", .letters),
        ("credential", .letters),
        ("authorization", .letters),
        ("apikey", .letters),
        ("accesskey", .letters),
        ("privatekey", .letters),
        ("signingkey", .letters),
        ("encryptionkey", .letters),
        ("sessionkey", .letters),
        ("licensekey", .letters),
        ("sshkey", .letters),
        ("authheader", .letters),
        ("databaseurl", .letters),
        ("connectionstring", .letters),
        ("dsn", .word),
        ("mnemonic", .word),
        ("signature", .word),
        ("hash", .word),
        ("hashed", .word),
        ("salt", .word),
        ("cookie", .letters),
        ("sessionid", .letters),
        ("sid", .word),
        ("clientid", .letters),
        ("locator", .word),
        ("otp", .word),
        ("totp", .word),
        ("pin", .word),
        ("recoverycode", .letters),
        ("backupcode", .letters),
        ("securitycode", .letters),
        ("verificationcode", .letters),
        ("accesscode", .letters),
        ("logincode", .letters),
        ("activationcode", .letters),
        ("factorcode", .letters),
        ("magiclink", .letters),
        ("resetlink", .letters),
        ("iban", .word),
        ("accountnumber", .letters),
        ("cardnumber", .letters),
        ("cardno", .word),
        ("creditcard", .letters),
        ("cvv", .word),
        ("cvv2", .word),
        ("cvc", .word),
        ("cvc2", .word),
        ("ssn", .word),
        ("socialsecurity", .letters),
        ("taxid", .word),
        ("passportnumber", .letters),
    ]

    private static let letters = table.filter { $0.match == .letters }.map(\.text)
    private static let words = Set(table.filter { $0.match == .word }.map(\.text))

    /// The longest sequence of words that is one of the table.
    private static let mostWords = 2

    /// Whether a name is that of a secret.
    package static func contains(_ name: String) -> Bool {
        let parts = Self.words(of: name)
        let joined = parts.joined()
        if letters.contains(where: { joined.contains($0) }) { return true }
        return parts.indices.contains { start in
            (1...mostWords).contains { count in
                guard start + count <= parts.count else { return false }
                let word = parts[start..<start + count].joined()
                return words.contains(word) || words.contains(singular(of: word))
            }
        }
    }

    private static func singular(of word: String) -> String {
        if word.hasSuffix("hes") { return String(word.dropLast(2)) }
        return word.hasSuffix("s") ? String(word.dropLast()) : word
    }

    /// The words of a name in lower case: `APIKeyHash` has three, `X-Api-Key` too.
    static func words(of name: String) -> [String] {
        let characters = Array(name)
        var words: [String] = []
        var word = ""
        for (index, character) in characters.enumerated() {
            guard character.isLetter || character.isNumber else {
                words.append(word)
                word = ""
                continue
            }
            if startsWord(at: index, in: characters) {
                words.append(word)
                word = ""
            }
            word += character.lowercased()
        }
        return (words + [word]).filter { !$0.isEmpty }
    }

    /// Whether a capital letter begins a word: behind a small one, or before one and behind
    /// other capitals.
    private static func startsWord(at index: Int, in characters: [Character]) -> Bool {
        guard characters[index].isUppercase, index > 0 else { return false }
        if !characters[index - 1].isUppercase { return true }
        return index + 1 < characters.count && characters[index + 1].isLowercase
    }

    /// An address whose query has no secrets: `?token=x` is `?token=***`.
    package static func maskingQuery(of text: String, with mask: String) -> String {
        guard let start = text.utf8.firstIndex(where: { "?&".utf8.contains($0) }) else {
            return text
        }
        let fields = text.utf8[start...].split(
            separator: UInt8(ascii: "&"),
            omittingEmptySubsequences: false
        )
        let shown = fields.map { field in
            let name = String(Substring(field.prefix { $0 != UInt8(ascii: "=") }))
            let isSecret = field.contains(UInt8(ascii: "=")) && contains(name)
            return isSecret ? "\(name)=\(mask)" : String(Substring(field))
        }
        return text[..<start] + shown.joined(separator: "&")
    }
}
