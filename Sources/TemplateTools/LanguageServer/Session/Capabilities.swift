// SPDX-License-Identifier: Apache-2.0

import Foundation

/// What the server tells a client of itself.
struct Capabilities: Encodable {
    private let capabilities: List
    private let serverInfo: Server

    private struct Server: Encodable {
        let name = "talisman"
        let version: String

        private enum CodingKeys: CodingKey { case name, version }
    }

    private struct List: Encodable {
        let positionEncoding: String
        let textDocumentSync = Sync()
        let completionProvider = CompletionOptions()
        let hoverProvider = true
        let definitionProvider = true
        let referencesProvider = true
        let documentSymbolProvider = true
        let documentFormattingProvider = true
        let renameProvider = Rename()
        let codeActionProvider = Actions()

        private enum CodingKeys: CodingKey {
            case positionEncoding, textDocumentSync, completionProvider, hoverProvider
            case definitionProvider, referencesProvider, documentSymbolProvider
            case documentFormattingProvider, renameProvider, codeActionProvider
        }
    }

    private struct Sync: Encodable {
        let openClose = true

        /// Changes of parts of a text.
        let change = 2
        let save = true

        private enum CodingKeys: CodingKey { case openClose, change, save }
    }

    private struct CompletionOptions: Encodable {
        let triggerCharacters = [":", "/", ".", " ", "\"", "'", "{", "|", "-"]

        private enum CodingKeys: CodingKey { case triggerCharacters }
    }

    private struct Rename: Encodable {
        let prepareProvider = true

        private enum CodingKeys: CodingKey { case prepareProvider }
    }

    private struct Actions: Encodable {
        let codeActionKinds = ["quickfix", CodeActions.fixAll]

        private enum CodingKeys: CodingKey { case codeActionKinds }
    }

    init(_ encoding: PositionEncoding, version: String) {
        capabilities = List(positionEncoding: encoding.rawValue)
        serverInfo = Server(version: version)
    }
}

/// The files that a client watches.
struct WatchedFiles: Decodable {
    let changes: [Change]

    struct Change: Decodable {
        let uri: String
    }

    /// The endings of files that are no templates, on which templates depend.
    private static let others: Set = ["json", "po", "mo", "yml", "yaml"]

    /// Whether a file may be a template by its name.
    static func isTemplate(_ path: String) -> Bool {
        !others.contains(path.split(separator: ".").last.map(String.init) ?? "")
    }

    /// The request for the files that count.
    static var registration: Data {
        let patterns = ["**/*.{html,htm,pt,zpt,cpt,vpt,xpt,tal,xhtml,xml,svg,rss,atom,rdf,txt}"]
        let files = patterns + ["**/.talisman.yml", "**/*.{json,yml,yaml}", "**/*.{po,mo}"]
        let method = "workspace/didChangeWatchedFiles"
        let options = Registrations.Options(watchers: files.map { .init(globPattern: $0) })
        let registration = Registrations.Registration(
            id: "files",
            method: method,
            registerOptions: options
        )
        return Reply.request(
            .name("register-files"),
            "client/registerCapability",
            Registrations(registrations: [registration])
        )
    }

    private struct Registrations: Encodable {
        let registrations: [Registration]

        struct Registration: Encodable {
            let id: String
            let method: String
            let registerOptions: Options
        }

        struct Options: Encodable {
            let watchers: [Watcher]
        }

        struct Watcher: Encodable {
            let globPattern: String
        }
    }
}
