/// Says in our own words why libxml2 refuses a document.
///
/// libxml2's messages and numbers differ between its versions; what can be seen
/// in the source is told from the source.
struct XMLDiagnosis {
    let source: TemplateSource
    let limits: TemplateLimits

    /// The error for a document that is not well-formed.
    func error(for failure: MarkupEvents.Failure) -> TemplateError {
        if failure.declaresEntities {
            return error("a document type may not declare entities", at: failure.offset)
        }
        do throws(TemplateError) {
            var builder = TreeBuilder(source: source, limits: limits, events: [])
            let tree = try builder.build()
            if let problem = builder.problem { return problem }
            _ = tree
        } catch {
            return error
        }
        return error("the document is not well-formed XML", at: failure.offset)
    }

    private func error(_ message: String, at offset: Int) -> TemplateError {
        let end = source.bytes.count
        let start = min(offset, end)
        return TemplateError(
            .malformedMarkup,
            message,
            in: source,
            at: start..<min(end, start + 1)
        )
    }
}
