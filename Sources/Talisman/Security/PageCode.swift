// SPDX-License-Identifier: Apache-2.0

public import PageTemplates
import Synchronization

/// The code of the pages that were rendered for a response, and the nonce that they have asked
/// for.
///
/// Whoever adds ``SecurityHeaders`` to a response collects it around what makes the response;
/// `SecurityHeadersMiddleware` of `TalismanHummingbird` does. Pages that are rendered in a task of
/// its own (`Task { }` keeps what is around it, `Task.detached` does not) are not seen: browsers
/// then refuse the scripts that stand in them. `Sendable`.
public final class PageCode: Sendable {
    /// The one of the response that is being made.
    @TaskLocal static var current: PageCode?

    private struct State {
        var templates: [TemplateCode] = []
        var nonce: String?
        #if DEBUG
        var tool: String?
        #endif
    }

    private let state = Mutex(State())
    private let makeNonce: @Sendable () -> String

    init(makeNonce: @escaping @Sendable () -> String) {
        self.makeNonce = makeNonce
    }

    /// Runs what makes a response, and collects the code of its pages.
    ///
    /// - Parameter body: makes the response.
    /// - Returns: the response, and the code.
    /// - Throws: what making it throws.
    public static func collecting<Response>(
        _ body: () async throws -> Response
    ) async rethrows -> (Response, PageCode) {
        try await collecting(makeNonce: randomNonce, body)
    }

    static func collecting<Response>(
        makeNonce: @escaping @Sendable () -> String,
        _ body: () async throws -> Response
    ) async rethrows -> (Response, PageCode) {
        let code = PageCode(makeNonce: makeNonce)
        return (try await $current.withValue(code, operation: body), code)
    }

    /// Notes that a page of a template was rendered.
    func add(_ template: TemplateCode) {
        state.withLock { state in
            if !state.templates.contains(where: { $0 === template }) {
                state.templates.append(template)
            }
        }
    }

    /// The nonce of the response, from now on.
    func useNonce() -> String {
        state.withLock { state in
            let nonce = state.nonce ?? makeNonce()
            state.nonce = nonce
            return nonce
        }
    }

    /// The nonce of the response; nil where no page has asked for one.
    var nonce: String? { state.withLock { $0.nonce } }

    #if DEBUG
    /// The script of a tool for developers that a page has besides, which asks this site; nil, as in
    /// each release build, where there is none.
    var tool: String? {
        get { state.withLock { $0.tool } }
        set { state.withLock { $0.tool = newValue } }
    }
    #endif

    /// Whether no page has code, nor has asked for a nonce.
    var isEmpty: Bool {
        #if DEBUG
        if tool != nil { return false }
        #endif
        return state.withLock { $0.nonce == nil && $0.templates.allSatisfy { $0.pieces.isEmpty } }
    }

    /// The code of the pages.
    public var templates: [TemplateCode] { state.withLock { $0.templates } }

    /// The pieces of all pages.
    var pieces: [TemplateCode.Piece] { templates.flatMap(\.pieces) }

    /// The hashes of those texts of some kinds that are known, each once, in the order of the
    /// pages.
    func hashes(of kinds: TemplateCode.Kind...) -> [ContentSecurityPolicy.Source] {
        var hashes: [ContentSecurityPolicy.Source] = []
        for template in templates {
            let digests = template.kept.value {
                template.pieces.map { $0.text.map(Digest.sha256) ?? "" }
            }
            for (piece, digest) in zip(template.pieces, digests)
            where kinds.contains(piece.kind) && !digest.isEmpty {
                let hash = ContentSecurityPolicy.Source(known: "'\(digest)'")
                if !hashes.contains(hash) { hashes.append(hash) }
            }
        }
        return hashes
    }

    /// 128 bits, which nobody guesses.
    private static func randomNonce() -> String {
        var generator = SystemRandomNumberGenerator()
        return Digest.nonce((0..<16).map { _ in UInt8.random(in: 0...255, using: &generator) })
    }
}
