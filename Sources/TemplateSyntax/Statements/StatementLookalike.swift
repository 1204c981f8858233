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
        if let (namespace, name) = StatementNames.parts(ofDataAttribute: key) {
            let known = StatementNames.known(in: namespace)
            guard !known.contains(name), namespace != .meta,
                let nearest = NearestNames.of(name, among: known).first
            else { return nil }
            meant = "data-\(namespace.rawValue)-\(nearest)"
            isDoubtful = true
            return
        }
        guard let (namespace, name) = Self.statement(endingIn: key) else { return nil }
        meant = "\(namespace.rawValue):\(name)"
        isDoubtful = key.hasPrefix("data-")
    }

    private static let namespaces: [StatementNamespace] = [.tal, .metal, .i18n]

    /// Most names are told apart by the letters of `tal` and `i18n`.
    private static func isWorthALook(_ key: String) -> Bool {
        var rest = key.utf8[...]
        while let first = rest.first {
            if first == UInt8(ascii: "t"), rest.starts(with: "tal".utf8) { return true }
            if first == UInt8(ascii: "i"), rest.starts(with: "i18n".utf8) { return true }
            rest.removeFirst()
        }
        return false
    }

    /// What may stand between a namespace and a name by mistake.
    private static let separators = Array(":-._;,".utf8)

    /// `tal-content`, `talcontent` or something and `tal:content`.
    private static func statement(endingIn key: String) -> (StatementNamespace, String)? {
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
                if StatementNames.known(in: namespace).contains(name) { return (namespace, name) }
            }
        }
        return nil
    }
}
