// SPDX-License-Identifier: Apache-2.0

#if Hummingbird && SQLite
/// An amount of money.
struct Price: Decodable, Sendable {
    let cents: Int

    init(cents: Int) {
        self.cents = cents
    }

    init(from decoder: any Decoder) throws {
        cents = try decoder.singleValueContainer().decode(Int.self)
    }

    /// The amount as a language writes it: `$42.00`, or `42,00 $` with a space that does not
    /// break.
    func text(in language: String) -> String {
        let rest = cents % 100
        let (whole, part) = ("\(cents / 100)", "\(rest < 10 ? "0" : "")\(rest)")
        return language == "de" ? "\(whole),\(part)\u{A0}$" : "$\(whole).\(part)"
    }
}
#endif
