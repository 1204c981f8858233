// SPDX-License-Identifier: Apache-2.0

#if Hummingbird && SQLite
/// Who may sign in.
///
/// These are accounts for a demonstration, with passwords that everybody can read here. A
/// real shop stores a slow, salted hash of each password instead.
enum Accounts {
    private static let passwords = ["ada": "ada", "sam": "sam"]
    private static let names = ["ada": "Ada", "sam": "Sam"]

    /// The name of a user, where the password is right.
    static func name(user: String, password: String) -> String? {
        let expected = passwords[user]
        let isRight = isEqual(password, expected ?? "-")
        return isRight && expected != nil ? names[user] : nil
    }

    /// Compares in a time that does not depend on where the texts differ.
    private static func isEqual(_ left: String, _ right: String) -> Bool {
        let left = Array(left.utf8)
        let right = Array(right.utf8)
        guard !right.isEmpty else { return false }
        var difference = left.count ^ right.count
        for (index, byte) in left.enumerated() {
            difference |= Int(byte ^ right[index % right.count])
        }
        return difference == 0
    }
}
#endif
