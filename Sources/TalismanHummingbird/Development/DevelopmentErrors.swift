// SPDX-License-Identifier: Apache-2.0

#if Hummingbird
public import Hummingbird
public import Logging
public import Talisman

/// Shows developers what is wrong with a template, and leads from an element of a page to the line
/// that wrote it.
///
/// ```swift
/// router.add(middleware: ErrorPages(pages, sessions: sessions))
/// router.add(middleware: DevelopmentErrors(pages, editor: "code -g {file}:{line}:{column}"))
/// ```
///
/// Add it inside of ``SecurityHeadersMiddleware`` and ``ErrorPages``, and outside of
/// ``WebSessionMiddleware``; `addSite(…, development:)` does that.
///
/// - An error of a template is answered with 500 and a page that has its code and message, the line
///   with a caret, what to do, the macros and slots that led there, and the variables in scope in
///   a few words. Of variables with names of secrets only the kind is shown; `request` and the
///   session are one word. All other errors go on to ``ErrorPages``.
/// - In pages of a `PageRenderer`, Alt and a click on an element open the template's line in the
///   editor, or say it where there is no editor. For that, elements have an attribute
///   `data-talisman-…` with their places, and whole pages of HTML a script, which the policy of
///   ``SecurityHeadersMiddleware`` allows by its hash.
///
/// Everything else passes, as do requests of other machines: those of another address than
/// loopback, those that a proxy has forwarded, and those under another name than `localhost` or an
/// address of loopback. The context must be a `RemoteAddressRequestContext`, as
/// `BasicWebSessionRequestContext` is. Requests to paths below `/_talisman/` are the middleware's own.
///
/// It does nothing, and leaves each byte as it is, where the pages are in `PageMode.production`; and
/// in release builds it is empty, whatever the mode: its code stands in `#if DEBUG`. `Sendable`.
public struct DevelopmentErrors<Context: RequestContext>: RouterMiddleware, Sendable {
    #if DEBUG
    /// Nil in production.
    private let tools: DevelopmentTools?
    #endif

    /// Makes the middleware.
    ///
    /// - Parameters:
    ///   - pages: the pages; those of other renderers in development have places, too.
    ///   - editor: the command that opens a file, of which a word has `{file}` in it, as
    ///     `code -g {file}:{line}:{column}`. It is run without a shell. By default the environment
    ///     variable `TALISMAN_EDITOR` has it; without one, places are only said.
    ///   - allowsRemote: whether other machines are shown errors and places too, for a server in a
    ///     container; by default not. The editor is never opened for them. Reports quote templates
    ///     and data.
    ///   - logger: is told of an editor that cannot be started.
    public init(
        _ pages: PageRenderer,
        editor: String? = nil,
        allowsRemote: Bool = false,
        logger: Logger = Logger(label: "talisman")
    ) {
        #if DEBUG
        let isInUse = pages.mode == .development
        tools =
            isInUse ? DevelopmentTools(pages, editor, allowsRemote: allowsRemote, logger) : nil
        #endif
    }

    /// Runs the rest of the chain, and shows its error where that is one of a template.
    ///
    /// - Throws: what the rest of the chain throws, but errors of templates in development.
    public func handle(
        _ request: Request,
        context: Context,
        next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        #if DEBUG
        if let tools {
            return try await tools.respond(to: request, context) { try await next($0, context) }
        }
        #endif
        return try await next(request, context)
    }
}
#endif
