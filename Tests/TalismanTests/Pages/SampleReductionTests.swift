// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import Testing

@testable import Talisman

/// What samples show of the variables of a page.
@Suite struct SampleReductionTests {
    private func sample(_ variables: TemplateMapping) -> TemplateValue {
        var reduction = SampleReduction()
        return .mapping(reduction.reduce(variables))
    }

    // MARK: - Secrets beside their names

    @Test(
        arguments: [
            (["card": ["number": "4111"]], ["card": ["number": "***"]]),
            (
                ["account": ["number": 12, "owner": "Ada"]],
                ["account": ["number": 0, "owner": "Ada"]]
            ),
            (["cards": [["number": "4111"]]], ["cards": [["number": "***"]]]),
            (
                ["f": ["type": "password", "value": "x"]],
                ["f": ["type": "password", "value": "***"]]
            ),
            (
                ["f": ["label": "Password", "text": "x"]],
                ["f": ["label": "Password", "text": "***"]]
            ),
            (
                ["f": ["name": "secret", "values": ["x"]]],
                ["f": ["name": "secret", "values": ["***"]]]
            ),
            (
                ["p": [["password", "x"], ["color", "red"]]],
                ["p": [["***", "***"], ["color", "red"]]]
            ),
            (
                ["u": "https://a.example/?a=1&token=x&b=2"],
                ["u": "https://a.example/?a=1&token=***&b=2"]
            ),
            (["u": "Is a=b? Yes & no"], ["u": "Is a=b? Yes & no"]),
        ] as [(TemplateMapping, TemplateMapping)]
    )
    func whatBelongsToASecretsNameIsMasked(data: TemplateMapping, shown: TemplateMapping) {
        #expect(sample(data).equals(.mapping(shown)))
    }

    // MARK: - Names

    @Test(arguments: SecretNames.table.map(\.text))
    func eachWordOfTheTableIsSecretInAnyStyle(word: String) {
        let capital = word.prefix(1).uppercased() + word.dropFirst()
        let names = [
            word, word.uppercased(), "user_\(word)", "user-\(word)", "\(word)_value",
            "user\(capital)", "X-\(capital)", "\(word)s", "\(word) of user", "\(word).1",
        ]
        for name in names { #expect(SecretNames.contains(name), "\(name)") }
    }

    @Test(arguments: [
        "password", "passwordHash", "password_hash", "PASSWORD", "newPasswords", "userpassword",
        "X-Api-Key", "apiKey", "APIKey", "api_keys", "apikey", "accessKey", "private key",
        "csrfToken", "csrf_token", "_csrf", "XSRF-TOKEN", "authorization", "Proxy-Authorization",
        "Cookie", "set-cookie", "cookies", "sessionId", "session_id", "sessionid", "SESSIONID",
        "clientId", "sid", "iban", "IBAN", "debtorIban", "cardNumber", "card_number", "creditCard",
        "credit-card", "CVV", "cvc", "pin", "PIN", "userPin", "ssn", "otp", "OTPCode", "totpSecret",
        "salt", "passwordSalt", "hash", "hashes", "hashedPassword", "locator", "shareLocator",
        "jwt", "bearer", "nonce", "cspNonce", "clientSecret", "credentials", "passphrase",
        "recoveryCodes", "verification_code", "security-code", "accessCode", "refreshToken",
        "signature", "taxId", "accountNumber", "pass", "dbPass", "smtp_pass", "pw", "passwort",
        "kennwort", "cvv2", "CVC2", "sessionKey", "licenseKey", "sshKey", "loginCode",
        "activation_code", "twoFactorCode", "magicLink", "resetLink", "databaseURL",
        "connectionString", "dsn", "mnemonic", "authHeader",
    ])
    func theNameOfASecretIsKnown(name: String) {
        #expect(SecretNames.contains(name))
    }

    @Test(arguments: [
        "", "name", "user", "shipping", "pinned", "spin", "opinion", "hashtag", "salted", "basalt",
        "category", "passenger", "authors", "author", "keyboard", "key", "monkey", "assign",
        "design", "signed", "inside", "session", "sessions", "card", "cards", "cartNumber",
        "number", "company", "pan", "span", "caliban", "address", "desserts", "lesson", "code",
        "title", "id", "bread", "photo", "topic",
    ])
    func anotherNameIsNoSecret(name: String) {
        #expect(!SecretNames.contains(name))
    }

    @Test(arguments: [
        ("passwordHash", ["password", "hash"]),
        ("X-Api-Key", ["x", "api", "key"]),
        ("APIKeyHash", ["api", "key", "hash"]),
        ("card_number2", ["card", "number2"]),
        ("ÜberPin", ["über", "pin"]),
        ("", []),
        ("__", []),
    ])
    func aNameHasWords(name: String, words: [String]) {
        #expect(SecretNames.words(of: name) == words)
    }

    // MARK: - Masks

    static let masked: [(TemplateValue, TemplateValue)] = [
        ("hunter2", "***"),
        ("", ""),
        (1234, 0),
        (12.5, 0.0),
        (true, false),
        (nil, nil),
        (.markup(SafeMarkup("<b>x</b>")), .markup(SafeMarkup("***"))),
        (["a", 1], ["***", 0]),
        (["value": "x", "deep": ["n": 1]], ["value": "***", "deep": ["n": 0]]),
        ([], []),
        (.object(TemplateMessage("it is hunter2")), .object(TemplateMessage("***"))),
    ]

    @Test(arguments: masked)
    func aSecretKeepsItsKindAlone(value: TemplateValue, mask: TemplateValue) {
        let sample = sample(["secret": value, "deep": [["secret": value]]])
        let expected: TemplateValue = ["secret": mask, "deep": [["secret": mask]]]
        #expect(sample.equals(expected))
        // A number is no text that looks like it.
        #expect(JSONText(sample).bytes == JSONText(expected).bytes)
    }

    @Test(arguments: ["name", "key", "id"])
    func theValueOfAFieldOfASecretIsMasked(key: String) {
        let fields = TemplateMapping([
            (key, .string("new-password")), ("value", "hunter2"), ("label", "Password"),
        ])
        let expected = TemplateMapping([
            (key, .string("new-password")), ("value", "***"), ("label", "Password"),
        ])
        #expect(sample(["fields": [.mapping(fields)]]).equals(["fields": [.mapping(expected)]]))
        let other: TemplateMapping = ["f": ["name": "city", "value": "x"]]
        #expect(sample(other).equals(.mapping(other)))
    }

    @Test(arguments: [
        ("/r?token=x&a=b", "/r?token=***&a=b"),
        ("/r?a=b&\u{301}token=x", "/r?a=b&\u{301}token=***"),
        ("/r?token=\u{301}x", "/r?token=***"), ("/r?\u{301}token=x&a", "/r?\u{301}token=***&a"),
    ])
    func theSecretsOfAnAddressAreMasked(address: String, shown: String) {
        let masked = SecretNames.maskingQuery(of: address, with: "***")
        #expect(Array(masked.utf8) == Array(shown.utf8))
    }

    @Test func theValuesOfAMessageAreMaskedByTheirNames() throws {
        let message = TemplateMessage("$name, $pin", mapping: ["name": "Ann", "pin": 1234])
        guard case .mapping(let sample) = sample(["m": .object(message)]),
            case .object(let object)? = sample["m"], let reduced = object as? TemplateMessage
        else {
            Issue.record("not a message")
            return
        }
        #expect(reduced.id == "$name, $pin")
        #expect(TemplateValue.mapping(reduced.mapping).equals(["name": "Ann", "pin": 0]))
    }

    // MARK: - Other values

    static let kept: [TemplateValue] = [
        nil, true, 12, 0.5, "text", .markup(SafeMarkup("<b>")), [], [:], [1, ["a": [nil]]],
    ]

    @Test(arguments: kept) func allElseIsKept(value: TemplateValue) {
        #expect(sample(["x": value]).equals(["x": value]))
    }

    @Test func keysKeepTheirOrder() {
        guard case .mapping(let sample) = sample(["z": 1, "token": 2, "a": 3]) else { return }
        #expect(sample.keys == ["z", "token", "a"])
    }

    @Test func listsHaveTheirFirstItems() {
        let all = (0..<25).map { TemplateValue.integer($0) }
        let first = TemplateValue.list(Array(all.prefix(20)))
        #expect(sample(["x": .list(all), "y": [.list(all)]]).equals(["x": first, "y": [first]]))
        #expect(sample(["x": first]).equals(["x": first]))
    }

    @Test func whatIsNestedTooDeepIsLeftOut() {
        let value = (0..<10_000).reduce(TemplateValue.integer(1)) { value, _ in .list([value]) }
        var reduction = SampleReduction()
        let text = JSONText(.mapping(reduction.reduce(["x": value]))).bytes
        #expect(text.count { $0 == UInt8(ascii: "[") } == SampleReduction.deepest)
        #expect(reduction.cutCount == 1)
    }
}
