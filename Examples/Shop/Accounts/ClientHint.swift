// SPDX-License-Identifier: Apache-2.0

#if Hummingbird && SQLite
import Hummingbird

/// What a visitor recognizes a browser by, such as `Firefox, Linux`.
///
/// The header is the client's own word: it is shown to its visitor, and decides nothing.
enum ClientHint {
    /// The parts of `User-Agent` that tell programs apart; each has those below it as well.
    private static let programs = [
        ("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"),
        ("CriOS/", "Chrome"), ("Safari/", "Safari"), ("curl/", "curl"),
    ]
    private static let systems = [
        ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
        ("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux"),
    ]

    static func text(of request: Request) -> String? {
        let agent = request.headers[.userAgent] ?? ""
        let found = [programs, systems].compactMap { table in
            table.first { agent.contains($0.0) }?.1
        }
        return found.isEmpty ? nil : found.joined(separator: ", ")
    }
}
#endif
