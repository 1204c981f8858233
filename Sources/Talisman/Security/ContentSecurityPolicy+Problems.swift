// SPDX-License-Identifier: Apache-2.0

public import PageTemplates

extension ContentSecurityPolicy {
    /// Something in a template that a browser will refuse under a policy.
    ///
    /// `Sendable`.
    public struct Problem: Sendable, CustomStringConvertible {
        /// What is wrong, and what to do.
        public let message: String
        private let piece: TemplateCode.Piece

        init(_ message: String, _ piece: TemplateCode.Piece) {
            self.message = message
            self.piece = piece
        }

        /// The element.
        public var location: TemplateLocation { piece.location }

        /// The place and the message.
        public var description: String { "\(location): \(message)" }
    }

    /// What a browser will refuse of the code of a template.
    ///
    /// ```swift
    /// for name in pages.library.names {
    ///     let code = try pages.library.template(name).code
    ///     #expect(ContentSecurityPolicy.strict.problems(in: code).isEmpty)
    /// }
    /// ```
    public func problems(in code: TemplateCode) -> [Problem] {
        code.pieces.compactMap { piece in
            problem(of: piece).map { Problem($0, piece) }
        }
    }

    private func problem(of piece: TemplateCode.Piece) -> String? {
        switch piece.kind {
        case .script, .module:
            computedProblem(piece, "script", [.scriptElements, .scripts])
        case .style: computedProblem(piece, "style sheet", [.styleElements, .styles])
        case .handler:
            attributeProblem(piece, "a handler", [.scriptAttributes, .scripts], Self.handlerRemedy)
        case .styleAttribute:
            attributeProblem(piece, "a style", [.styleAttributes, .styles], Self.styleRemedy)
        case .scriptAddress:
            allowsInline([.scriptElements, .scripts])
                ? nil : "an address is a script: \(Self.handlerRemedy)"
        case .scriptFile, .moduleFile:
            fileProblem(piece, "a file of scripts", [.scriptElements, .scripts])
        case .styleFile: fileProblem(piece, "a style sheet", [.styleElements, .styles])
        }
    }

    private static let handlerRemedy = "listen for the event in a file of scripts"
    private static let styleRemedy = "choose a class"

    private func computedProblem(
        _ piece: TemplateCode.Piece,
        _ name: String,
        _ chain: [Directive]
    ) -> String? {
        guard piece.text == nil, !piece.hasNonce, !allowsInline(chain) else { return nil }
        return """
            the content of a \(name) is computed, so that it has no hash: write \
            nonce="${request/csp_nonce}", or put the data into a 'data-' attribute
            """
    }

    private func attributeProblem(
        _ piece: TemplateCode.Piece,
        _ name: String,
        _ chain: [Directive],
        _ remedy: String
    ) -> String? {
        guard !(allowsAttributes && piece.text != nil), !allowsInline(chain) else { return nil }
        return "\(name) stands in an attribute: \(remedy)"
    }

    private func fileProblem(
        _ piece: TemplateCode.Piece,
        _ name: String,
        _ chain: [Directive]
    ) -> String? {
        guard let sources = deciding(chain), sources.allSatisfy({ $0 == .none }), !piece.hasNonce
        else { return nil }
        return "\(name) is loaded, and the policy has no source for '\(chain[1].rawValue)'"
    }

    private func allowsInline(_ chain: [Directive]) -> Bool {
        deciding(chain).map { allowsInline($0) } ?? true
    }
}
