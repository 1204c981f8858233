// SPDX-License-Identifier: Apache-2.0

/// The name of one stored value: a package id and a key.
///
/// Its text form, `products.foo/color`, is what a template path says after
/// `session:`, and what a store uses as the name of the field. `Sendable`.
public struct SessionField: Sendable, Hashable, Comparable {
    /// The longest package id in UTF-8 bytes.
    public static let maximumPackageLength = 128
    /// The longest key in UTF-8 bytes.
    public static let maximumKeyLength = 256

    /// The package id, such as `products.foo`.
    public let package: String
    /// The key inside of the package, such as `color`.
    public let key: String

    /// Makes the name of a value.
    ///
    /// - Throws: ``SessionErrorCode/invalidName`` when a part is empty, too long, or
    ///   contains `/` or a control character.
    public init(package: String, key: String) throws(SessionError) {
        try Self.validatePackage(package)
        if let problem = Self.problem(with: key, maximum: Self.maximumKeyLength) {
            let message = "a session key \(problem)"
            throw SessionError(.invalidName, message, package: package, key: key)
        }
        self.package = package
        self.key = key
    }

    /// Reads the text form.
    ///
    /// Returns nil where it is not one.
    public init?(path: String) {
        guard let slash = path.utf8.firstIndex(of: UInt8(ascii: "/")) else { return nil }
        let key = path[path.utf8.index(after: slash)...]
        try? self.init(package: String(path[..<slash]), key: String(key))
    }

    /// The text form, `products.foo/color`.
    public var path: String { "\(package)/\(key)" }

    /// Orders by package, then by key, by their bytes.
    public static func < (lhs: SessionField, rhs: SessionField) -> Bool {
        (SessionName(lhs.package), SessionName(lhs.key))
            < (SessionName(rhs.package), SessionName(rhs.key))
    }

    /// Compares the bytes, as databases do: two spellings of one text are two names.
    public static func == (lhs: SessionField, rhs: SessionField) -> Bool {
        lhs.key.hasBytes(of: rhs.key) && lhs.isIn(rhs.package)
    }

    /// Whether the value is one of a package.
    public func isIn(_ package: String) -> Bool { self.package.hasBytes(of: package) }

    static func validatePackage(_ package: String) throws(SessionError) {
        if let problem = problem(with: package, maximum: maximumPackageLength) {
            throw SessionError(.invalidName, "a package id \(problem)", package: package)
        }
    }

    private static func problem(with name: String, maximum: Int) -> String? {
        if name.isEmpty { return "cannot be empty" }
        if name.utf8.count > maximum { return "cannot have more than \(maximum) bytes" }
        if name.utf8.contains(UInt8(ascii: "/")) { return "cannot contain '/'" }
        return name.hasControlCharacter ? "cannot contain control characters" : nil
    }
}

extension String {
    fileprivate var hasControlCharacter: Bool {
        if utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return false }
        return unicodeScalars.contains { $0.properties.generalCategory == .control }
    }
}
