// SPDX-License-Identifier: Apache-2.0

// The document type of XML.
extension TreeBuilder {
    /// Reports attributes that a document type gives to elements that do not have them: they can
    /// decide what the others mean, in parts of other templates too.
    mutating func checkDefaults(in doctype: Range<Int>) {
        guard source.mode == .xml, isDoctype(doctype.lowerBound) else { return }
        let declaration: StaticString = "<!ATTLIST"
        var position = doctype.lowerBound
        while let start = scanner.firstIndex(of: declaration, in: position..<doctype.upperBound) {
            position = start + declaration.utf8CodeUnitCount
            let rest = source.bytes[position..<doctype.upperBound]
            let signs = [Byte.quote, Byte.apostrophe, Byte.greater]
            let sign = rest.firstIndex(where: signs.contains)
            guard let sign else { return }
            defer { position = sign }
            guard source.bytes[sign] != Byte.greater else { continue }
            note(
                .malformedMarkup,
                "a document type may not give elements their attributes",
                at: start..<position,
                notes: [.init("write the attributes on the elements")]
            )
        }
    }
}
