/// An attribute and what the statement namespaces make of it.
struct ReadAttribute {
    let scanned: ScannedAttribute
    let key: String
    let role: Role

    enum Role {
        case plain

        /// Declares the prefix of a statement namespace.
        case declaration

        /// A statement of a namespace, by its name there.
        case statement(StatementNamespace, String)

        /// Nearly a statement: the prefix is the nearest to a namespace's, and the
        /// name is one of its statements.
        case misspelt(StatementNamespace)
    }

    /// The attribute as it stands in the tree.
    var markup: MarkupAttribute {
        let isStatement =
            switch role {
            case .plain, .misspelt: false
            case .declaration, .statement: true
            }
        return MarkupAttribute(
            whole: scanned.whole,
            name: scanned.name,
            key: key,
            value: scanned.value,
            quote: scanned.quote,
            isStatement: isStatement
        )
    }
}

/// Tells statements from other attributes.
struct AttributeReader {
    let source: TemplateSource

    /// The name that rules look at.
    func key(_ range: Range<Int>) -> String {
        let bytes = source.bytes
        guard source.mode == .html, range.contains(where: { bytes[$0].isUppercase }) else {
            return source.text(range)
        }
        return String(decoding: bytes[range].map(\.asciiLowercased), as: UTF8.self)
    }

    /// Brings the declarations of a tag into `scope`.
    func declare(_ attributes: [ScannedAttribute], in scope: inout NamespaceScope) {
        for attribute in attributes where isDeclaration(attribute.name) {
            let prefix = key(attribute.name).dropFirst("xmlns:".utf8.count)
            scope.declare(String(prefix), namespace(declaredBy: attribute))
        }
    }

    /// Classifies an attribute of an element that belongs to `namespace`.
    func read(
        _ attribute: ScannedAttribute,
        elementNamespace: StatementNamespace?,
        scope: NamespaceScope
    ) -> ReadAttribute {
        let key = key(attribute.name)
        return ReadAttribute(
            scanned: attribute,
            key: key,
            role: role(of: key, attribute, elementNamespace, scope)
        )
    }

    private func role(
        of key: String,
        _ attribute: ScannedAttribute,
        _ elementNamespace: StatementNamespace?,
        _ scope: NamespaceScope
    ) -> ReadAttribute.Role {
        if let colon = key.utf8.firstIndex(of: Byte.colon) {
            let prefix = key[..<colon]
            if prefix == "xmlns" {
                return namespace(declaredBy: attribute) == nil ? .plain : .declaration
            }
            let name = String(key[key.utf8.index(after: colon)...])
            if let namespace = scope.namespace(of: prefix) {
                return .statement(namespace, name)
            }
            return misspelling(prefix: prefix, name: name)
        }
        if let elementNamespace, key != "xmlns" {
            return .statement(elementNamespace, name(dataAttribute: key)?.1 ?? key)
        }
        return name(dataAttribute: key).map { .statement($0.0, $0.1) } ?? .plain
    }

    /// `data-tal-content` is `tal:content`.
    private func name(dataAttribute key: String) -> (StatementNamespace, String)? {
        guard key.hasPrefix("data-") else { return nil }
        let rest = key.dropFirst("data-".utf8.count)
        guard let dash = rest.firstIndex(of: "-"),
            let namespace = StatementNamespace(rawValue: String(rest[..<dash]))
        else { return nil }
        return (namespace, String(rest[rest.index(after: dash)...]))
    }

    private func misspelling(prefix: Substring, name: String) -> ReadAttribute.Role {
        for namespace in StatementNamespace.allCases
        where StatementNames.known(in: namespace).contains(name) {
            let nearest = NearestNames.of(String(prefix), among: [namespace.rawValue])
            if !nearest.isEmpty { return .misspelt(namespace) }
        }
        return .plain
    }

    private func isDeclaration(_ name: Range<Int>) -> Bool {
        let wanted: StaticString = "xmlns:"
        guard name.count > wanted.utf8CodeUnitCount else { return false }
        return wanted.withUTF8Buffer { letters in
            letters.indices.allSatisfy { index in
                let byte = source.bytes[name.lowerBound + index]
                return (source.mode == .html ? byte.asciiLowercased : byte) == letters[index]
            }
        }
    }

    private func namespace(declaredBy attribute: ScannedAttribute) -> StatementNamespace? {
        attribute.value.flatMap { NamespaceScope.namespace(uri: source.text($0)) }
    }
}

extension UInt8 {
    fileprivate var isUppercase: Bool {
        self >= UInt8(ascii: "A") && self <= UInt8(ascii: "Z")
    }
}
