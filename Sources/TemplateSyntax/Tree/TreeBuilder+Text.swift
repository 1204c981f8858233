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

    /// Reports what is text and looks like a tag with statements, but for its prefix or the
    /// `:` behind it.
    mutating func checkPlainTag(at start: Int) {
        let prefix = prefix(at: start + 1)
        let hasColon = source.bytes[prefix.endIndex...].first == Byte.colon
        let key = reader.key(prefix.indices)
        var namespace = scope.namespace(of: key[...])
        if !hasColon, namespace == nil {
            namespace = StatementNamespace.allCases.first { key.hasPrefix($0.rawValue) }
        }
        guard namespace != nil || hasColon && isNearly(key) else { return }
        let limit = min(source.bytes.count, start + Self.longestEscapableTag)
        let tag = tags.scanTag(at: start, name: start + 1, before: limit, into: &scanned)
        guard let tag else { return }
        let place = start..<tag.name.upperBound
        guard let namespace else { return checkPrefix(of: tag, at: place) }
        let known = StatementNames.known(in: namespace)
        let isMeant = scanned.contains { attribute in
            hasColon ? attribute.value != nil : known.contains(reader.key(attribute.name))
        }
        guard isMeant else { return }
        report(
            .unknownStatement,
            "'\(source.text(place))' begins no element of statements",
            at: place,
            notes: [.init("'<\(namespace.rawValue):' and a name begin one")]
        )
    }

    private func isNearly(_ prefix: String) -> Bool {
        StatementNamespace.allCases.contains { namespace in
            !NearestNames.of(prefix, among: [namespace.rawValue]).isEmpty
        }
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
