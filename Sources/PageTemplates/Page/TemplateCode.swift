// SPDX-License-Identifier: Apache-2.0

/// The code of a page that its template and the macros it calls have written out: scripts, style
/// sheets, and attributes that hold code.
///
/// Whoever sends the page can tell browsers to run this and nothing else.
public final class TemplateCode: Sendable {
    /// The pieces: those of the page, and those of each macro that it may call.
    ///
    /// A piece is listed though a condition around it may leave it out.
    public let pieces: [Piece]

    /// Whether macros that are known only when the page is rendered may have further pieces.
    ///
    /// Those of all templates that the template refers to are listed then.
    public let isOpen: Bool

    /// What a site makes of the pieces.
    package let kept = KeptValue()

    init(_ pieces: [Piece], isOpen: Bool) {
        self.pieces = pieces
        self.isOpen = isOpen
    }

    /// One piece of code.
    public struct Piece: Sendable {
        /// What it is.
        public let kind: Kind

        /// The code as a browser reads it, its line ends as `\n`; `nil` where data decides on it,
        /// and for files.
        public let text: String?

        /// Whether its element has the attribute `nonce`.
        public let hasNonce: Bool

        /// Whether its element has the attributes `integrity` and `crossorigin`.
        ///
        /// Under an `Integrity-Policy` browsers refuse a file that has the one without the other.
        public let hasIntegrity: Bool

        let file: SourceFile
        let range: Range<Int>

        /// The start tag of its element.
        public var location: TemplateLocation { file.location(of: range) }
    }

    /// What a piece of code is to a browser.
    @nonexhaustive public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// A `<script>` that runs, an import map or rules for speculation; data for scripts is
        /// none.
        case script

        /// A module, or what may be one.
        case module

        /// A `<style>`.
        case style

        /// An attribute whose name begins with `on`.
        case handler

        /// A `style` attribute.
        case styleAttribute

        /// An address that is `javascript:`.
        case scriptAddress

        /// A `<script>` with an address.
        case scriptFile

        /// The same of a module.
        case moduleFile

        /// A `<link>` to a style sheet.
        case styleFile
    }
}

/// A piece of code of a template, and the part that writes it.
struct CodePiece: Sendable {
    let part: PartID
    let kind: TemplateCode.Kind
    let text: String?
    let hasNonce: Bool
    let hasIntegrity: Bool
    let range: Range<Int>
}
