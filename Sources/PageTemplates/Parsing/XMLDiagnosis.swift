/// Says in our own words why libxml2 refuses a document.
///
/// libxml2's messages, numbers and places differ between its versions; what can
/// be seen in the source is told from the source.
struct XMLDiagnosis {
    let source: TemplateSource
    let limits: TemplateLimits

    /// The error for a document that is not well-formed.
    func error(for failure: MarkupEvents.Failure) -> TemplateError {
        if failure.declaresEntities {
            return malformed("a document type may not declare entities", at: failure.offset)
        }
        let found = [lexicalFinding(), structuralFinding()].compactMap(\.self)
        return found.min { $0.readTo < $1.readTo }?.error
            ?? malformed("the document is not well-formed XML", at: failure.offset)
    }

    /// An error, and how far the document was read when it was found; a missing
    /// end tag is found last, wherever its element starts.
    private struct Finding {
        let error: TemplateError
        let readTo: Int
    }

    private func lexicalFinding() -> Finding? {
        var check = XMLLexicalCheck(source: source)
        do throws(TemplateError) {
            try check.run()
            return nil
        } catch {
            return Finding(error: error, readTo: error.location?.byteRange.lowerBound ?? 0)
        }
    }

    private func structuralFinding() -> Finding? {
        var builder = TreeBuilder(source: source, limits: limits, events: [])
        do throws(TemplateError) {
            _ = try builder.build()
            return builder.problem.map { Finding(error: $0, readTo: builder.position) }
        } catch {
            return Finding(error: builder.problem ?? error, readTo: builder.position)
        }
    }

    private func malformed(_ message: String, at offset: Int) -> TemplateError {
        let start = min(offset, source.bytes.count)
        let end = min(start + 1, source.bytes.count)
        return TemplateError(.malformedMarkup, message, in: source, at: start..<end)
    }
}
