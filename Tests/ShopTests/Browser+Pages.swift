// SPDX-License-Identifier: Apache-2.0

#if Hummingbird && SQLite
import Foundation

extension Browser {
    /// The number of visits that the page shows.
    func visits() async throws -> String {
        let text = try await get("/visits").text
        let rest = text.components(separatedBy: "Your visits to this page: <span>")
        return rest.last?.components(separatedBy: "</span>").first ?? ""
    }

    /// The colour that the page shows.
    func color() async throws -> String {
        let text = try await get("/favourite").text
        let rest = text.components(separatedBy: "Your favourite colour is")
        let shown = rest.last?.components(separatedBy: "</span>").first ?? ""
        return shown.components(separatedBy: "<span>").last?
            .trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
    }

    func signIn(_ user: String, _ agent: String) async throws {
        let headers = ["User-Agent": agent]
        _ = try await post("/login", "user=\(user)&password=\(user)", headers: headers)
    }
}

extension Browser.Answer {
    /// What the sessions on the account page are called.
    var visits: [String] {
        text.matches(of: /<h2>([^<]*)<\/h2>/).map { String($0.1) }
    }

    /// The sessions that can be ended.
    var locators: [String] {
        text.matches(of: /name="session" value="([^"]*)"/).map { String($0.1) }
    }

    /// The quantities in the cart.
    var quantities: [Int] {
        text.matches(of: /name="quantity" value="([^"]*)"/).compactMap { Int($0.1) }
    }
}
#endif
