// SPDX-License-Identifier: Apache-2.0

/// Says in our own words why libxml2 refuses a document.
///
/// libxml2's messages, numbers and places differ between its versions; what can
/// be seen in the source is told from the source.
struct XMLDiagnosis {
    let source: MarkupSource
    let options: SyntaxOptions

    /// The error for a document that is not well-formed.
    func error(for failure: LibXML.Failure) -> Diagnostic {
        if failure.declaresEntities {
            return declaredEntity(failure)
        }
        let found = [lexicalFinding(), structuralFinding()].compactMap(\.self)
        return found.min { $0.readTo < $1.readTo }?.error
            ?? malformed("the document is not well-formed XML", at: failure.offset)
    }

    /// The error for a document type that declares entities, at the first one.
    private func declaredEntity(_ failure: LibXML.Failure) -> Diagnostic {
        let message = "a document type may not declare entities"
        let scanner = MarkupScanner(bytes: source.bytes, mode: .xml)
        guard let start = scanner.firstIndex(of: "<!ENTITY", from: 0) else {
            return malformed(message, at: failure.offset)
        }
        let end = source.bytes[start...].firstIndex(of: Byte.greater).map { $0 + 1 }
        let note = Diagnostic.Note(
            "the named characters of HTML need no declaration; others are written '&#160;'"
        )
        let place = start..<(end ?? source.bytes.count)
        return Diagnostic(.malformedMarkup, message, at: place, notes: [note])
    }

    /// An error, and how far the document was read when it was found; a missing
    /// end tag is found last, wherever its element starts.
    private struct Finding {
        let error: Diagnostic
        let readTo: Int
    }

    private func lexicalFinding() -> Finding? {
        var check = XMLLexicalCheck(source: source)
        do throws(Diagnostic) {
            try check.run()
            return nil
        } catch {
            return Finding(error: error, readTo: error.range.lowerBound)
        }
    }

    private func structuralFinding() -> Finding? {
        var builder = TreeBuilder(source, options, .sourceAlone)
        _ = builder.build()
        if let (error, readTo) = builder.firstError { return Finding(error: error, readTo: readTo) }
        return builder.problems.first.map { Finding(error: $0, readTo: builder.position) }
    }

    private func malformed(_ message: String, at offset: Int) -> Diagnostic {
        Diagnostic(.malformedMarkup, message, at: source.scalar(at: offset))
    }
}
