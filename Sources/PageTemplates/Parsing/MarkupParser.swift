/// From a source to its tree.
enum MarkupParser {
    /// Parses a template.
    ///
    /// The tree covers the source byte for byte. Markup that makes no sense is
    /// an error in XML mode, and in HTML mode as soon as a statement depends on
    /// it; otherwise it is passed on as it stands.
    static func parse(
        _ source: TemplateSource,
        limits: TemplateLimits
    ) throws(TemplateError) -> MarkupTree {
        let markup = MarkupEvents(source.bytes, mode: source.mode)
        if let failure = markup.failure {
            throw XMLDiagnosis(source: source, limits: limits).error(for: failure)
        }
        var builder = TreeBuilder(source: source, limits: limits, events: markup.events)
        return try builder.build()
    }
}
