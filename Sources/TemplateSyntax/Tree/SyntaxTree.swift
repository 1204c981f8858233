// SPDX-License-Identifier: Apache-2.0

/// The structure of a template, as slices of its source.
///
/// The nodes of a level and the tags around them cover the source without gaps:
/// a tree that is written out slice by slice is the source, byte for byte. A tree with
/// errors among its diagnostics can be looked at, but gives no page.
package struct SyntaxTree: Sendable {
    package let source: MarkupSource
    package let children: [SyntaxNode]

    /// What is wrong with the source, or doubtful about it, in its order.
    package let diagnostics: [Diagnostic]

    /// What is wrong with markup without statements, which goes out as it stands: where other
    /// templates use it, browsers would read these otherwise.
    package let remark: Diagnostic?

    /// How many elements there are.
    package let elementCount: Int

    /// The names that a `global` definition or a script anywhere in the source binds.
    package let globals: Set<String>

    /// Whether there are macros or slots: then variables can come from other templates.
    package let usesMacros: Bool

    /// Whether readers of the page know no more names of characters than the five of XML:
    /// it is XML, and refers to no DTD.
    package private(set) var hasOnlyNamesOfXML = false

    /// The names of the entities that the document type of XML declares.
    package private(set) var entities: Set<String> = []

    /// Parses a source; nothing is thrown, whatever it looks like.
    package init(parsing source: MarkupSource, _ options: SyntaxOptions) {
        let flood =
            source.mode == .text
            ? nil : AttributeFlood(source, limit: options.attributes).first()
        if let flood, source.mode == .xml {
            self.init(
                refusing: source,
                Diagnostic(tooManyAttributes: options.attributes, at: flood)
            )
            return
        }
        // The source decides on the structure of HTML and text, libxml2 or not.
        guard source.mode != .text, flood == nil else {
            var builder = TreeBuilder(source, options, .sourceAlone)
            self = builder.build()
            return
        }
        let parser = LibXML(source.bytes, mode: source.mode)
        if let failure = parser.failure {
            let error = XMLDiagnosis(source, options, parser).error(for: failure)
            self.init(refusing: source, error)
            return
        }
        var builder = TreeBuilder(source, options, TagStream(parser.events, source.mode))
        self = builder.build()
        hasOnlyNamesOfXML = source.mode == .xml && !parser.hasExternalSubset
        entities = parser.entities
    }

    /// The tree of a source of which nothing is read.
    private init(refusing source: MarkupSource, _ error: Diagnostic) {
        let end = source.bytes.count
        self.source = source
        children = end == 0 ? [] : [.broken(0..<end)]
        diagnostics = [error]
        remark = nil
        elementCount = 0
        globals = []
        usesMacros = false
    }

    /// The tree of a builder that has read all of its source.
    init(_ builder: TreeBuilder) {
        source = builder.source
        children = builder.nodes
        elementCount = Int(builder.elementCount)
        remark = builder.hasStatements ? nil : builder.problems.first
        globals = builder.globals
        usesMacros = builder.usesMacros
        diagnostics = builder.expressions.diagnostics.enumerated()
            .sorted { left, right in
                (left.element.range.lowerBound, left.offset)
                    < (right.element.range.lowerBound, right.offset)
            }
            .map(\.element)
    }

    /// Whether it gives no page.
    package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
}

/// One piece of a level.
package enum SyntaxNode: Sendable {
    /// Character data.
    case text(TextSyntax)

    /// Comments, doctypes, processing instructions, CDATA sections, stray end tags
    /// and the bodies of `<script>` and `<style>`: written as they stand.
    case verbatim(Range<Int>)

    /// A comment for the template's authors, `<!--! … -->`: never written.
    case dropped(Range<Int>)

    /// Bytes that are no markup because something does not end: written as they
    /// stand, or wrong where they mention a statement.
    case broken(Range<Int>)

    case element(ElementSyntax)
}

/// Character data.
package struct TextSyntax: Sendable {
    package let range: Range<Int>

    /// Its literals and holes; `nil` where it has no holes.
    package let pieces: [TextPiece]?
}
