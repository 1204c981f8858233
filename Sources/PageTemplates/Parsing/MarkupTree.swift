/// The structure of a template, as slices of its source.
///
/// The nodes of a level and the tags around them cover the source without gaps:
/// a tree that is written out slice by slice is the source, byte for byte.
struct MarkupTree: Sendable {
    let source: TemplateSource
    let children: [MarkupNode]
}

/// One piece of a level.
enum MarkupNode: Sendable {
    /// Character data; interpolation applies.
    case text(Range<Int>)

    /// Comments, doctypes, processing instructions, CDATA sections and the
    /// bodies of `<script>` and `<style>`: written as they stand.
    case verbatim(Range<Int>)

    /// A comment for the template's authors, `<!--! … -->`: never written.
    case dropped(Range<Int>)

    case element(MarkupElement)
}
