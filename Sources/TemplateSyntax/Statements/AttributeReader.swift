// SPDX-License-Identifier: Apache-2.0

/// An attribute that a statement namespace has a say in.
struct ReadAttribute {
    let scanned: ScannedAttribute

    /// Its place among the attributes of the tag.
    let index: Int
    let key: String
    let role: Role
    let spelling: StatementSyntax.Spelling

    enum Role {
        /// A statement of a namespace, by its name there.
        case statement(StatementNamespace, String)

        /// Nearly a statement: the prefix is the nearest to a namespace's, and the
        /// name is one of its statements.
        case misspelt(StatementNamespace)
    }
}

/// The attributes of a tag.
struct ReadAttributes {
    /// All of them, as they stand in the tree.
    var markup: [AttributeSyntax] = []

    /// Those that are statements.
    var statements: [ReadAttribute] = []
}

/// Tells statements from other attributes.
struct AttributeReader {
    let source: MarkupSource

    /// The name that rules look at.
    func key(_ range: Range<Int>) -> String {
        shape(of: range).hasUppercase && source.mode != .xml
            ? String(decoding: source.bytes[range].map(\.asciiLowercased), as: UTF8.self)
            : source.text(range)
    }

    /// Brings the declarations of a tag into `scope`.
    func declare(_ attributes: [ScannedAttribute], in scope: inout NamespaceScope) {
        for attribute in attributes where isDeclaration(attribute.name) {
            let prefix = key(attribute.name).dropFirst("xmlns:".utf8.count)
            scope.declare(String(prefix), namespace(declaredBy: attribute))
        }
    }

    /// Classifies the attributes of an element that belongs to `namespace`.
    func read(
        _ attributes: [ScannedAttribute],
        elementNamespace: StatementNamespace?,
        scope: NamespaceScope
    ) -> ReadAttributes {
        var read = ReadAttributes()
        read.markup.reserveCapacity(attributes.count)
        for (index, attribute) in attributes.enumerated() {
            let key = key(attribute.name)
            var role = AttributeSyntax.Role.markup
            if elementNamespace != nil || mayBeStatement(attribute.name) {
                if declares(attribute) {
                    role = .declaration
                } else if let (found, spelling) = statement(key, elementNamespace, scope) {
                    read.statements.append(
                        ReadAttribute(
                            scanned: attribute,
                            index: index,
                            key: key,
                            role: found,
                            spelling: spelling
                        )
                    )
                    role = .statement
                }
            }
            read.markup.append(AttributeSyntax(attribute, key: key, role: role))
        }
        return read
    }

    // MARK: - Names

    private func shape(of name: Range<Int>) -> (hasUppercase: Bool, hasColon: Bool) {
        var hasUppercase = false
        var hasColon = false
        for index in name {
            let byte = source.bytes[index]
            if byte == Byte.colon {
                hasColon = true
            } else if byte >= UInt8(ascii: "A"), byte <= UInt8(ascii: "Z") {
                hasUppercase = true
            }
        }
        return (hasUppercase, hasColon)
    }

    /// Whether the name has a prefix that is worth a look.
    private func mayBeStatement(_ name: Range<Int>) -> Bool {
        shape(of: name).hasColon || starts(name, with: "data-")
    }

    private func starts(_ name: Range<Int>, with text: StaticString) -> Bool {
        guard name.count > text.utf8CodeUnitCount else { return false }
        return text.withUTF8Buffer { letters in
            for (offset, letter) in letters.enumerated() {
                let byte = source.bytes[name.lowerBound + offset]
                let isSame = (source.mode == .xml ? byte : byte.asciiLowercased) == letter
                if !isSame { return false }
            }
            return true
        }
    }

    private func statement(
        _ key: String,
        _ elementNamespace: StatementNamespace?,
        _ scope: NamespaceScope
    ) -> (ReadAttribute.Role, StatementSyntax.Spelling)? {
        if let colon = key.utf8.firstIndex(of: Byte.colon) {
            let prefix = key[..<colon]
            let name = String(key[key.utf8.index(after: colon)...])
            if prefix == "xmlns" { return nil }
            if let namespace = scope.namespace(of: prefix) {
                return (.statement(namespace, name), .prefixed)
            }
            if prefix == "meta" { return metaStatement(name).map { ($0, .prefixed) } }
            return misspelling(prefix: prefix, name: name).map { ($0, .prefixed) }
        }
        if let (namespace, name) = statement(dataAttribute: key, scope) {
            return (.statement(namespace, name), .data)
        }
        guard let elementNamespace, key != "xmlns" else { return nil }
        return (.statement(elementNamespace, key), .onElement)
    }

    /// `meta:interpolation`; other names are nobody's business unless they are near.
    private func metaStatement(_ name: String) -> ReadAttribute.Role? {
        let known = StatementNames.known(in: .meta)
        let isMeant = known.contains(name) || !NearestNames.of(name, among: known).isEmpty
        return isMeant ? .statement(.meta, name) : nil
    }

    /// `data-tal-content` is `tal:content`, where `tal` means its own namespace.
    private func statement(
        dataAttribute key: String,
        _ scope: NamespaceScope
    ) -> (StatementNamespace, String)? {
        guard let (namespace, name) = StatementNames.statement(ofDataAttribute: key),
            namespace == .meta || scope.namespace(of: namespace.rawValue[...]) == namespace
        else { return nil }
        return (namespace, name)
    }

    private func misspelling(prefix: Substring, name: String) -> ReadAttribute.Role? {
        for namespace in StatementNamespace.allCases
        where StatementNames.known(in: namespace).contains(name) {
            let nearest = NearestNames.of(String(prefix), among: [namespace.rawValue])
            if !nearest.isEmpty { return .misspelt(namespace) }
        }
        return nil
    }

    // MARK: - Declarations

    func isDeclaration(_ name: Range<Int>) -> Bool {
        source.bytes[name.lowerBound] | 0x20 == UInt8(ascii: "x") && starts(name, with: "xmlns:")
    }

    private func declares(_ attribute: ScannedAttribute) -> Bool {
        isDeclaration(attribute.name) && namespace(declaredBy: attribute) != nil
    }

    private func namespace(declaredBy attribute: ScannedAttribute) -> StatementNamespace? {
        attribute.value.flatMap { NamespaceScope.namespace(uri: source.text($0)) }
    }
}
