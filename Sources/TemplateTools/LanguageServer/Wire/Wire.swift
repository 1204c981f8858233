// SPDX-License-Identifier: Apache-2.0

/// What the Language Server Protocol sends, in its own names; only what this server uses.
///
/// Lines and characters count from 0. What a character is, the encoding of positions says that
/// client and server have agreed on.
package enum Wire {
    struct Position: Codable, Hashable {
        let line: Int
        let character: Int
    }

    struct Span: Codable, Hashable {
        let start: Position
        let end: Position

        /// The very start of a document.
        static let nowhere = Span(
            start: Position(line: 0, character: 0),
            end: Position(line: 0, character: 0)
        )
    }

    struct Location: Codable, Hashable {
        let uri: String
        let range: Span
    }

    struct TextEdit: Codable, Hashable {
        let range: Span
        let newText: String
    }

    struct WorkspaceEdit: Encodable {
        let changes: [String: [TextEdit]]
    }

    struct Markup: Codable {
        let kind: String
        let value: String

        init(_ markdown: String) {
            kind = "markdown"
            value = markdown
        }
    }

    /// A request's number or name.
    enum RequestID: Codable, Hashable {
        case number(Int)
        case name(String)

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let number = try? container.decode(Int.self) {
                self = .number(number)
            } else {
                self = .name(try container.decode(String.self))
            }
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .number(let number): try container.encode(number)
            case .name(let name): try container.encode(name)
            }
        }
    }
}
