// SPDX-License-Identifier: Apache-2.0

package import Foundation
import PageTemplates
import TemplateSyntax

/// A language server's side of a conversation with an editor.
///
/// It reads the messages of a client and gives those of the server; how they travel, and what time
/// it is, are the business of others. A session is used by one thread.
package final class LanguageSession {
    let project: any TemplateProject
    private let send: (Data) -> Void
    private let version: String
    private(set) var state = State.new

    /// Which rules count, as those of `talisman check`.
    let choice: RuleChoice
    var documents = Documents(.utf16)
    var index: ProjectIndex
    var takesSnippets = false

    /// The templates that were looked at since they have changed, by their paths.
    var looked: [String: LintPage] = [:]

    /// When the diagnostics of documents are due, by their paths.
    var due: [String: ContinuousClock.Instant] = [:]

    /// What the documents are told to have, by their paths.
    var findings: [String: [Finding]] = [:]

    /// Where a conversation is.
    package enum State: Sendable {
        /// Nothing was said.
        case new
        case running

        /// The client has asked for the end.
        case shuttingDown

        /// The client is gone: whether it has asked for that before.
        case ended(properly: Bool)
    }

    /// How long a document rests before it is looked at.
    private static let rest = Duration.milliseconds(150)

    /// How long others wait that may be concerned.
    private static let longRest = Duration.milliseconds(400)

    /// - Parameters:
    ///   - project: The templates.
    ///   - choice: The rules that count.
    ///   - version: The version of the server.
    ///   - send: Sends a message to the client.
    package init(
        _ project: any TemplateProject,
        _ choice: RuleChoice,
        version: String,
        send: @escaping (Data) -> Void
    ) {
        self.project = project
        self.choice = choice
        self.version = version
        self.send = send
        index = ProjectIndex(project)
    }

    /// Whether the conversation is over, and the exit status then.
    package var exitStatus: Int32? {
        if case .ended(let properly) = state { properly ? 0 : 1 } else { nil }
    }

    // MARK: - Messages

    /// Reads messages in their order; one that a later one cancels is answered with that.
    package func receive(_ messages: [Data], at now: ContinuousClock.Instant) {
        let cancelled = Set(messages.compactMap { Self.cancelled(by: $0) })
        for data in messages where exitStatus == nil { receive(data, cancelled, at: now) }
    }

    private static func cancelled(by data: Data) -> Wire.RequestID? {
        guard let message = try? JSONDecoder().decode(Message.self, from: data),
            message.method == "$/cancelRequest"
        else { return nil }
        return try? Message.parameters(Wire.CancelParams.self, of: data).id
    }

    private func receive(
        _ data: Data,
        _ cancelled: Set<Wire.RequestID>,
        at now: ContinuousClock.Instant
    ) {
        guard let message = try? JSONDecoder().decode(Message.self, from: data) else {
            let isJSON = (try? JSONSerialization.jsonObject(with: data)) != nil
            let failure =
                isJSON
                ? RequestFailure(.invalidRequest, "this is no message of JSON-RPC")
                : RequestFailure(.parseError, "this is no JSON")
            return send(Reply.failure(nil, failure))
        }
        guard let method = message.method else {
            // The answer to a request of the server; one with neither is no message.
            if message.id == nil {
                let failure = RequestFailure(.invalidRequest, "the message has no method")
                send(Reply.failure(nil, failure))
            }
            return
        }
        guard let id = message.id else { return notify(method, data, at: now) }
        guard !cancelled.contains(id) else {
            let failure = RequestFailure(.requestCancelled, "the request was cancelled")
            return send(Reply.failure(id, failure))
        }
        do throws(RequestFailure) {
            send(try answer(method, id, data))
        } catch {
            send(Reply.failure(id, error))
        }
    }

    func notifyClient(_ method: String, _ parameters: some Encodable) {
        send(Reply.notification(method, parameters))
    }

    private func answer(
        _ method: String,
        _ id: Wire.RequestID,
        _ data: Data
    ) throws(RequestFailure) -> Data {
        switch (state, method) {
        case (.new, "initialize"): return Reply.success(id, try initialize(data))
        case (.new, _):
            throw RequestFailure(.serverNotInitialized, "'initialize' has to come first")
        case (.running, "initialize"):
            throw RequestFailure(.invalidRequest, "'initialize' has come already")
        case (.running, "shutdown"):
            state = .shuttingDown
            return Reply.success(id, NoResult())
        case (.running, _): return try feature(method, id, data)
        case (.shuttingDown, _), (.ended, _):
            throw RequestFailure(.invalidRequest, "the server is shut down")
        }
    }

    private func initialize(_ data: Data) throws(RequestFailure) -> Capabilities {
        let parameters = try Message.parameters(Wire.InitializeParams.self, of: data)
        let uri = parameters.workspaceFolders?.first?.uri ?? parameters.rootUri
        project.open(uri.flatMap { FileURI.path(of: $0) } ?? parameters.rootPath)
        let encodings = parameters.capabilities?.general?.positionEncodings ?? []
        let isUTF8 = encodings.contains(PositionEncoding.utf8.rawValue)
        documents = Documents(isUTF8 ? .utf8 : .utf16)
        let item = parameters.capabilities?.textDocument?.completion?.completionItem
        takesSnippets = item?.snippetSupport ?? false
        watches =
            parameters.capabilities?.workspace?.didChangeWatchedFiles?.dynamicRegistration ?? false
        state = .running
        return Capabilities(documents.encoding, version: version)
    }

    /// Whether the client watches files for those who ask for it.
    private var watches = false

    // MARK: - Notifications

    private func notify(_ method: String, _ data: Data, at now: ContinuousClock.Instant) {
        switch (state, method) {
        case (_, "exit"):
            if case .shuttingDown = state {
                state = .ended(properly: true)
            } else {
                state = .ended(properly: false)
            }
        case (.running, "initialized"):
            if watches { send(WatchedFiles.registration) }
        case (.running, "textDocument/didOpen"): opened(data, now)
        case (.running, "textDocument/didChange"): changed(data, now)
        case (.running, "textDocument/didClose"): closed(data)
        case (.running, "textDocument/didSave"): saved(data, now)
        case (.running, "workspace/didChangeWatchedFiles"): watchedFilesChanged(data, now)
        default: break
        }
    }

    private func opened(_ data: Data, _ now: ContinuousClock.Instant) {
        guard let parameters = try? Message.parameters(Wire.OpenParams.self, of: data),
            let path = path(of: parameters.textDocument.uri)
        else { return }
        documents.open(path, parameters.textDocument)
        textHasChanged(path)
        due[path] = now
    }

    private func changed(_ data: Data, _ now: ContinuousClock.Instant) {
        guard let parameters = try? Message.parameters(Wire.ChangeParams.self, of: data),
            let path = path(of: parameters.textDocument.uri), documents[path] != nil
        else { return }
        documents.change(path, parameters)
        textHasChanged(path)
        due[path] = now + Self.rest
        for other in documents.paths where other != path {
            looked[other] = nil
            due[other] = due[other] ?? now + Self.longRest
        }
    }

    private func closed(_ data: Data) {
        guard let parameters = try? Message.parameters(Wire.DocumentParams.self, of: data),
            let path = path(of: parameters.textDocument.uri), documents[path] != nil
        else { return }
        documents.close(path)
        textHasChanged(path)
        (due[path], findings[path]) = (nil, nil)
        notifyClient(
            "textDocument/publishDiagnostics",
            Wire.PublishParams(uri: parameters.textDocument.uri, version: nil, diagnostics: [])
        )
    }

    private func saved(_ data: Data, _ now: ContinuousClock.Instant) {
        guard let parameters = try? Message.parameters(Wire.DocumentParams.self, of: data),
            let path = path(of: parameters.textDocument.uri)
        else { return }
        project.fileHasChanged(path)
        textHasChanged(path)
        lookAgain(at: now)
    }

    private func watchedFilesChanged(_ data: Data, _ now: ContinuousClock.Instant) {
        guard let parameters = try? Message.parameters(WatchedFiles.self, of: data) else { return }
        for change in parameters.changes {
            guard let path = path(of: change.uri) else { continue }
            project.fileHasChanged(path)
            if documents[path] != nil { continue }
            if WatchedFiles.isTemplate(path) {
                index.update(path)
            } else {
                index.reset()
            }
        }
        lookAgain(at: now)
    }

    /// Looks at all documents again, for something that they depend on has changed.
    private func lookAgain(at now: ContinuousClock.Instant) {
        looked = [:]
        for path in documents.paths { due[path] = now }
    }

    /// Takes the text that an editor has now, or the file again.
    private func textHasChanged(_ path: String) {
        project.setText(documents[path]?.bytes, of: path)
        looked[path] = nil
        staleFacts.insert(path)
    }

    /// The documents whose facts are those of an earlier text.
    var staleFacts: Set<String> = []

    // MARK: - Paths

    /// The path of a document in the project; `nil` for what is no file.
    func path(of uri: String) -> String? {
        guard let path = FileURI.path(of: uri) else { return nil }
        let folder = project.folder + "/"
        return path.hasPrefix(folder) ? String(path.dropFirst(folder.count)) : path
    }

    /// The URI of a path of the project: that of the client where it has the document open.
    func uri(of path: String) -> String {
        if let document = documents[path] { return document.uri }
        return FileURI.uri(of: path.hasPrefix("/") ? path : "\(project.folder)/\(path)")
    }
}
