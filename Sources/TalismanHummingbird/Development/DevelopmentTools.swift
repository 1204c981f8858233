// SPDX-License-Identifier: Apache-2.0

#if Hummingbird && DEBUG
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import PageTemplates
import Talisman
import TemplateTools
import WebSessions

/// What ``DevelopmentErrors`` does while pages are written.
struct DevelopmentTools: Sendable {
    private let pages: PageRenderer
    private let editor: EditorCommand?
    private let allowsRemote: Bool

    /// The names that lead to this machine.
    private static let hosts = HostCheck(host: "localhost")

    /// The fields of a proxy, whose client may be anybody.
    private static let forwarding = [
        "Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto",
        "X-Forwarded-Server", "X-Real-IP", "X-Client-IP", "True-Client-IP", "CF-Connecting-IP",
        "Via",
    ].compactMap { HTTPField.Name($0) }

    /// How long the text of a place may be, in bytes.
    private static let longestPlace = 16_384

    init(_ pages: PageRenderer, _ editor: String?, allowsRemote: Bool, _ logger: Logger) {
        self.pages = pages
        self.allowsRemote = allowsRemote
        let environment = ProcessInfo.processInfo.environment
        self.editor = (editor ?? environment["TALISMAN_EDITOR"]).flatMap { text in
            Self.command(text, logger)
        }
    }

    /// The command of an editor; nil, with a line in the log, for what cannot be run.
    private static func command(_ text: String, _ logger: Logger) -> EditorCommand? {
        var reason = "a command is 'code -g {file}:{line}:{column}'"
        do throws(EditorCommand.Failure) {
            if let command = EditorCommand(argument: text) {
                try command.check()
                return command
            }
        } catch {
            reason = "\(error)"
        }
        let metadata: Logger.Metadata = ["command": "\(text)", "reason": "\(reason)"]
        logger.warning("templates are opened in no editor", metadata: metadata)
        return nil
    }

    /// The answer to a request.
    ///
    /// - Throws: what the rest of the chain throws, but errors of templates.
    func respond(
        to request: Request,
        _ context: some RequestContext,
        _ next: (Request) async throws -> Response
    ) async throws -> Response {
        let isLocal = isLocal(request, context.peerAddress)
        guard isLocal || allowsRemote else { return try await next(request) }
        let path = request.uri.path
        if path.hasPrefix(DevelopmentFiles.folder) {
            return await answer(
                request,
                String(path.dropFirst(DevelopmentFiles.folder.count)),
                isLocal
            )
        }
        let inspection = PageInspection(script: DevelopmentFiles.clickToSource)
        do {
            return try await inspection.run { try await next(request) }
        } catch {
            let reported = (error as? any ReportedError)?.reported ?? error
            guard let failure = reported as? TemplateError else { throw error }
            // What a renderer throws it has logged.
            if error is TemplateError {
                context.logger.error("request failed", metadata: failure.logMetadata)
            }
            let known = error as? any HTTPResponseError
            let plain = try known?.response(from: request, context: context)
            let page = DevelopmentErrorPage(failure, problems(of: failure, inspection.variables))
            return page.response(to: request, keeping: plain?.headers ?? [:])
        }
    }

    /// Whether a request comes from this machine, from a browser that knows it as such.
    private func isLocal(_ request: Request, _ peer: String?) -> Bool {
        let mapped = "::ffff:"
        guard let peer, HostCheck.isLoopback(String(peer.trimmingPrefix(mapped))) else {
            return false
        }
        let isForwarded = Self.forwarding.contains { request.headers.contains($0) }
        return !isForwarded && Self.hosts.allows(request.head.authority)
    }

    // MARK: - Errors

    private func problems(
        of failure: TemplateError,
        _ variables: TemplateMapping?
    ) -> [TemplateProblem] {
        let variables = variables ?? [:]
        let shown = zip(variables.keys, variables.values).map(Self.variable)
        return ([failure] + failure.further).map { error in
            TemplateProblem(
                error,
                variables: shown,
                boundNames: error.location.map { location in
                    let library = pages.library
                    return BoundNames.at(location, in: library.loader, library.configuration)
                } ?? []
            )
        }
    }

    /// A variable in a few words, without what is secret.
    private static func variable(
        _ name: String,
        _ value: TemplateValue
    ) -> TemplateProblem.Variable {
        if SecretNames.contains(name) { return TemplateProblem.Variable(name, kindOf: value) }
        guard case .string(let text) = value else {
            return TemplateProblem.Variable(name, showing: value)
        }
        let masked = SecretNames.maskingQuery(of: text, with: "***")
        return TemplateProblem.Variable(name, showing: .string(masked))
    }

    // MARK: - What the pages ask for

    private func answer(_ request: Request, _ name: String, _ isLocal: Bool) async -> Response {
        if name == "open", request.method == .post {
            return await open(request, isLocal)
        }
        guard let file = DevelopmentFiles.named(name),
            request.method == .get || request.method == .head
        else { return .plain("there is nothing here", .notFound) }
        return Response(.ok, file.type, file.bytes, isHead: request.method == .head)
    }

    private func open(_ request: Request, _ isLocal: Bool) async -> Response {
        let isOwn = HostCheck.isOwn(
            site: HTTPField.Name("Sec-Fetch-Site").flatMap { request.headers[$0] },
            origin: request.headers[.origin],
            authority: request.head.authority
        )
        let type = request.headers[.contentType]?.prefix { $0 != ";" }.lowercased()
        guard isLocal, isOwn, type == "application/json" else {
            return .plain("only pages of this site on this machine may ask this", .forbidden)
        }
        do {
            let body = try await request.body.collect(upTo: Self.longestPlace)
            let data = Data(body.readableBytesView)
            let place = try JSONDecoder().decode(TemplatePlace.self, from: data)
            guard let files = pages.library.loader as? FileTemplateLoader else {
                return .plain("the templates are in no folder", .notFound)
            }
            let opened = try place.open(below: files.root, by: editor)
            return Response(.ok, "application/json", Array(try JSONEncoder().encode(opened)))
        } catch let error as TemplateError {
            return .plain(error.message, .notFound)
        } catch let error as EditorCommand.Failure {
            return .plain(error.description, .internalServerError)
        } catch {
            return .plain("a place was expected, with file, line and column", .badRequest)
        }
    }
}

extension Response {
    /// An answer that only this site has a use for; to a HEAD request, its head alone.
    init(
        _ status: HTTPResponse.Status,
        _ type: String,
        _ bytes: [UInt8],
        isHead: Bool = false
    ) {
        var fields: HTTPFields = [
            .contentType: type, .cacheControl: "no-store", .contentLength: String(bytes.count),
        ]
        HTTPField.Name("X-Content-Type-Options").map { fields[$0] = "nosniff" }
        HTTPField.Name("Cross-Origin-Resource-Policy").map { fields[$0] = "same-origin" }
        self.init(
            status: status,
            headers: fields,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: isHead ? [] : bytes))
        )
    }

    fileprivate static func plain(_ text: String, _ status: HTTPResponse.Status) -> Response {
        Response(status, "text/plain; charset=utf-8", Array("\(text)\n".utf8))
    }
}
#endif
