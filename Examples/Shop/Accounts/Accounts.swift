// SPDX-License-Identifier: Apache-2.0

#if Hummingbird && SQLite
import WebSessions

/// Who may sign in.
///
/// These are accounts for a demonstration, with passwords that everybody can read here. A
/// real shop stores a slow, salted hash of each password instead.
enum Accounts {
    private static let passwords = ["ada": "ada", "sam": "sam"]
    private static let names = ["ada": "Ada", "sam": "Sam"]

    /// The name of a user, where the password is right.
    static func name(user: String, password: String) -> String? {
        // For a user that is not there a password is compared too.
        let expected = SecretText(passwords[user] ?? "-")
        let isRight = SecretText(password) == expected
        return isRight && passwords[user] != nil ? names[user] : nil
    }
}
#endif
