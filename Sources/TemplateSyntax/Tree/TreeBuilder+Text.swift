// SPDX-License-Identifier: Apache-2.0

// Plain text, in which elements of the statement namespaces are the only markup.
extension TreeBuilder {
    /// What the `<` at `start` begins in plain text: a tag of a statement namespace, a comment
    /// for the template's authors, or nothing.
    func plainConstruct(at start: Int) -> MarkupScanner.Construct {
        if scanner.hasPrefix("<!--!", at: start) { return scanner.construct(at: start) }
        if isStatementName(at: start + 1) { return .startTag }
        return scanner.hasPrefix("</", at: start) && isStatementName(at: start + 2)
            ? .endTag : .text
    }

    /// Reports what is text and looks like a tag with statements and a misspelt prefix.
    mutating func checkPlainTag(at start: Int) {
        let prefix = prefix(at: start + 1)
        guard source.bytes[prefix.endIndex...].first == Byte.colon,
            StatementNamespace.allCases.contains(where: { namespace in
                let known = [namespace.rawValue]
                return !NearestNames.of(reader.key(prefix.indices), among: known).isEmpty
            })
        else { return }
        let limit = min(source.bytes.count, start + Self.longestEscapableTag)
        let tag = tags.scanTag(at: start, name: start + 1, before: limit, into: &scanned)
        if let tag { checkPrefix(of: tag, at: start..<tag.name.upperBound) }
    }

    /// Whether a name with the prefix of a statement namespace begins at `start`.
    private func isStatementName(at start: Int) -> Bool {
        let prefix = prefix(at: start)
        let name = source.bytes[prefix.endIndex...].prefix(2)
        guard name.first == Byte.colon, name.last?.isLetter == true else { return false }
        return scope.namespace(of: reader.key(prefix.indices)[...]) != nil
    }

    /// The letters and digits at an offset, as far as a prefix can be read that is one of
    /// statements or nearly so.
    private func prefix(at start: Int) -> ArraySlice<UInt8> {
        source.bytes[min(start, source.bytes.count)...].prefix(8).prefix {
            $0.isLetter || $0.isDigit
        }
    }
}
