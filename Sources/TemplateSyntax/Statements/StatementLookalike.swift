// SPDX-License-Identifier: Apache-2.0

/// The statement that the name of an attribute looks like, which is none.
struct StatementLookalike {
    /// How the statement is written.
    let meant: String

    /// Whether the attribute can be somebody else's all the same: those of data are named
    /// by whoever reads them.
    let isDoubtful: Bool

    /// The statement that a name looks like; `nil` for a name like any other.
    ///
    /// - Parameter key: A name that is no statement, in lower case in HTML.
    init?(_ key: String) {
        guard Self.isWorthALook(key) else { return nil }
        isDoubtful = key.hasPrefix("data")
        let statement =
            isDoubtful ? Self.data(key) : Self.slip(key, of: Self.prefixed) ?? Self.end(of: key)
        guard let statement else { return nil }
        meant = statement
    }

    /// The statement of `metal:` that a name is without its prefix, as no element of HTML has
    /// one; `nil` for a name like any other.
    init?(withoutPrefix key: String) {
        guard key.utf8.contains(UInt8(ascii: "-")),
            StatementNames.known(in: .metal).contains(key)
        else { return nil }
        meant = "\(StatementNamespace.metal.rawValue):\(key)"
        isDoubtful = false
    }

    /// The statement that a white space or a slash has cut in two attributes: `tal content`.
    ///
    /// - Parameter text: The names of both, and what is between them.
    init?(cut text: String) {
        guard let statement = Self.slip(text, of: Self.whole)
        else { return nil }
        meant = statement
        isDoubtful = false
    }

    private static let namespaces: [StatementNamespace] = [.tal, .metal, .i18n]

    /// Most names are told apart by a colon, or by their first letters or those of `tal` and
    /// `i18n`.
    private static func isWorthALook(_ key: String) -> Bool {
        guard !key.hasPrefix("data") else { return key.utf8.count < 40 }
        if key.hasPrefix("meta"), key.utf8.count > 4 { return true }
        var rest = key.utf8[...]
        while let first = rest.first {
            if first == Byte.colon { return true }
            if first == UInt8(ascii: "t"), rest.starts(with: "tal".utf8) { return true }
            if first == UInt8(ascii: "i"), rest.starts(with: "i18n".utf8) { return true }
            rest.removeFirst()
        }
        return false
    }

    private static let statements: [String] = namespaces.flatMap { namespace in
        StatementNames.known(in: namespace).map { "\(namespace.rawValue):\($0)" }.sorted()
    }

    /// All spellings of all statements.
    private static let whole = prefixed + dataStatements

    /// Those that are no attributes of data.
    private static let prefixed = statements + ["meta:interpolation"]

    private static let dataStatements = statements.map { name in
        "data-" + name.replacing(":", with: "-")
    }

    /// The statement whose name it is, but for a slip of the hand: `talcontent`, `ta:lcontent`.
    private static func slip(_ key: String, of statements: [String]) -> String? {
        // The attributes `i18n-name` are Angular's.
        guard !key.hasPrefix("i18n-"), !statements.contains(key) else { return nil }
        return statements.first { NearestNames.isSlip(key, of: $0) }
    }

    /// The same for an attribute of data, whose name may have more mistakes behind its
    /// namespace.
    private static func data(_ key: String) -> String? {
        if let (namespace, name) = StatementNames.parts(ofDataAttribute: key), namespace != .meta {
            let known = StatementNames.known(in: namespace)
            guard !known.contains(name) else { return nil }
            let nearest = NearestNames.of(name, among: known).first ?? beginning(name, of: known)
            return nearest.map { "data-\(namespace.rawValue)-\($0)" }
        }
        let word = key.split(separator: "-").dropFirst().first.map(String.init) ?? ""
        return words.contains(word) ? nil : slip(key, of: dataStatements) ?? end(of: key)
    }

    /// Words that are nearly `tal` and `metal`, and begin the attributes of others, as
    /// `data-tab-content`.
    private static let words: Set = ["tab", "tag", "tail", "tall", "medal"]

    /// The first name that begins with what a sign has cut off: `con` of `content`.
    private static func beginning(_ cut: String, of names: Set<String>) -> String? {
        guard cut.utf8.count >= 3 else { return nil }
        return names.sorted().first { $0.hasPrefix(cut) }
    }

    /// What may stand between a namespace and a name by mistake.
    private static let separators = Array(":-._;,".utf8)

    /// The statement that a name ends in: `tal--content`, or something before `tal:content`.
    private static func end(of key: String) -> String? {
        let bytes = Array(key.utf8)
        for namespace in namespaces {
            let letters = Array(namespace.rawValue.utf8)
            for start in bytes.indices.dropLast(letters.count)
            where bytes[start...].starts(with: letters) {
                guard start == 0 || !bytes[start - 1].isNameByte else { continue }
                var rest = bytes[(start + letters.count)...]
                let separator = rest.first.flatMap { separators.contains($0) ? $0 : nil }
                if separator != nil { rest = rest.dropFirst() }
                // `tal:content` whose prefix is somebody else's, and Angular's `i18n-name`.
                if separator == Byte.colon, start == 0 { continue }
                if separator == UInt8(ascii: "-"), namespace == .i18n { continue }
                let name = String(decoding: rest, as: UTF8.self)
                if StatementNames.known(in: namespace).contains(name) {
                    return "\(namespace.rawValue):\(name)"
                }
            }
        }
        return nil
    }
}
