// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import WebSessions

/// `talisman sessions show`: one session.
struct ShowSessionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a session: its times, and the names and kinds of its values.",
        discussion: "Looking at a session does not count as an access to it."
    )

    @OptionGroup var store: StoreOptions

    @Flag(help: "The values too: they may be personal, and secrets of the application.")
    var values = false

    @Flag(help: "As one JSON object.")
    var json = false

    @Argument(help: ArgumentHelp("The session.", valueName: "locator"))
    var session: LocatorArgument

    func run() async throws {
        try await store.look { store in
            guard let snapshot = try await store.inspect(session.locator) else {
                throw Diagnosis("there is no session \(session.locator)")
            }
            let shown = ShownSession(snapshot, showsValues: values)
            try StandardOutput.write(
                lines: json ? [SessionJSONLine.text(of: shown)] : try shown.lines
            )
        }
    }
}

/// A session with its values, or their kinds.
private struct ShownSession: Encodable {
    let session: SessionSummary
    let values: [Value]

    /// One value.
    struct Value: Encodable {
        let name: String
        let kind: String
        var value: SessionDatum?
        var problem: String?
    }

    init(_ snapshot: SessionSnapshot, showsValues: Bool) {
        session = SessionSummary(snapshot.record)
        values = snapshot.values.sorted { $0.key < $1.key }.map { field, stored in
            var value = Value(name: field.path, kind: stored.description)
            guard showsValues else { return value }
            do throws(SessionError) {
                value.value = try stored.decoded
            } catch {
                value.problem = error.message
            }
            return value
        }
    }

    var lines: [String] {
        get throws {
            let fields = [
                ("locator", session.locator), ("created", session.created),
                ("last access", session.lastAccess), ("ends", session.ends ?? "never"),
                ("principal", session.shownPrincipal),
                ("client", session.client.map(TerminalText.shown) ?? "-"),
                ("version", "\(session.version)"),
            ]
            return fields.map { name, text in
                name + String(repeating: " ", count: 13 - name.count) + text
            } + (try values.map(Self.line))
        }
    }

    private static func line(_ value: Value) throws -> String {
        let name = TerminalText.shown(value.name)
        if let problem = value.problem { return "\(name): \(problem)" }
        guard let datum = value.value else { return "\(name): \(value.kind)" }
        return "\(name) = \(TerminalText.shown(try SessionJSONLine.text(of: datum)))"
    }
}
