// SPDX-License-Identifier: Apache-2.0

/// Says in our own words why libxml2 refuses a document.
///
/// libxml2's messages, numbers and places differ between its versions; what can
/// be seen in the source is told from the source.
struct XMLDiagnosis {
    private let source: MarkupSource
    private let options: SyntaxOptions
    private let parser: LibXML

    init(_ source: MarkupSource, _ options: SyntaxOptions, _ parser: LibXML) {
        self.source = source
        self.options = options
        self.parser = parser
    }

    /// The error for a document that is not well-formed.
    func error(for failure: LibXML.Failure) -> Diagnostic {
        if failure.declaresTooMany { return tooManyEntities(failure) }
        if failure.refersToParameters {
            let message = "a document type may not refer to parameter entities"
            let place = parameterReference(before: failure.offset)
            return Diagnostic(
                .malformedMarkup,
                message,
                at: place ?? source.scalar(at: failure.offset)
            )
        }
        let found = [lexicalFinding(), structuralFinding()].compactMap(\.self)
        return found.min { $0.readTo < $1.readTo }?.error
            ?? malformed("the document is not well-formed XML", at: failure.offset)
    }

    /// The last `%name;` before an offset.
    private func parameterReference(before end: Int) -> Range<Int>? {
        guard let start = source.bytes[..<end].lastIndex(of: UInt8(ascii: "%")) else { return nil }
        let name = source.bytes[(start + 1)...].prefix { $0.isNameByte }
        guard source.bytes[name.endIndex...].first == Byte.semicolon else { return nil }
        return start..<name.endIndex + 1
    }

    private func tooManyEntities(_ failure: LibXML.Failure) -> Diagnostic {
        let message = "a document type declares more than \(LibXML.maximumEntities) entities"
        let text: StaticString = "<!ENTITY"
        let scanner = MarkupScanner(bytes: source.bytes, mode: .xml)
        let first = scanner.firstIndex(of: text, from: 0)
        let place = first.map { $0..<$0 + text.utf8CodeUnitCount }
        return Diagnostic(.malformedMarkup, message, at: place ?? source.scalar(at: failure.offset))
    }

    /// An error, and how far the document was read when it was found; a missing
    /// end tag is found last, wherever its element starts.
    private struct Finding {
        let error: Diagnostic
        let readTo: Int
    }

    private func lexicalFinding() -> Finding? {
        var check = XMLLexicalCheck(source, parser)
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
