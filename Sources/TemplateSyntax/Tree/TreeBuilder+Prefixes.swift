// SPDX-License-Identifier: Apache-2.0

// The prefixes of names in XML: one that the page does not declare makes it ill-formed.
extension TreeBuilder {
    mutating func checkPrefixes(
        _ tag: ScannedTag,
        _ namespace: StatementNamespace?,
        _ attributes: [AttributeSyntax],
        _ statements: SharedStatements?
    ) {
        let isWritten = namespace == nil && statements?.value.isNeverWritten != true
        guard isWritten else { return }
        let declared = attributes.declaredPrefixes
        checkPrefix(of: tag.name, declared)
        for attribute in attributes where attribute.role == .markup {
            checkPrefix(of: attribute.name, declared)
        }
        let set = statements?.value.attributes.compactMap(\.name?.range) ?? []
        for name in set { checkPrefix(of: name, declared) }
    }

    private mutating func checkPrefix(of name: Range<Int>, _ declared: [String]) {
        guard let colon = source.bytes[name].firstIndex(of: Byte.colon) else { return }
        let prefix = source.text(name.lowerBound..<colon)
        guard prefix != "xml", prefix != "xmlns", !declared.contains(prefix),
            !open.contains(where: {
                $0.isWritten && $0.attributes.declaredPrefixes.contains(prefix)
            }),
            !isReported(name)
        else { return }
        note(
            .malformedMarkup,
            "no element of the page declares the prefix '\(prefix)'",
            at: name.lowerBound..<colon
        )
    }

    /// The prefixes that data may use on an element, where a mapping names attributes of XML.
    func prefixes(
        for statements: SharedStatements?,
        _ attributes: [AttributeSyntax]
    ) -> Set<String>? {
        guard source.mode == .xml, let statements,
            statements.value.attributes.contains(where: { $0.name == nil })
        else { return nil }
        let around = open.filter { $0.isWritten }.flatMap { $0.attributes.declaredPrefixes }
        return Set(around + attributes.declaredPrefixes + ["xml"])
    }

    /// Whether something else is wrong with a name.
    private func isReported(_ name: Range<Int>) -> Bool {
        expressions.diagnostics.contains { $0.range.overlaps(name) }
    }
}

extension Statements {
    /// Whether the tags of its element are left out, whatever the data.
    fileprivate var isNeverWritten: Bool {
        if case .always? = omitTag { true } else { false }
    }
}

extension OpenElement {
    /// Whether its declarations get into the page.
    fileprivate var isWritten: Bool {
        namespace == nil && statements?.value.isNeverWritten != true
    }
}

extension [AttributeSyntax] {
    /// The prefixes that the attributes declare in the page.
    fileprivate var declaredPrefixes: [String] {
        compactMap { attribute in
            guard attribute.role == .markup, attribute.key.hasPrefix("xmlns:") else { return nil }
            return String(attribute.key.dropFirst("xmlns:".utf8.count))
        }
    }
}
