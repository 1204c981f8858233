// SPDX-License-Identifier: Apache-2.0

/// Which stored values a read asks for: fields, whole packages, or everything.
///
/// `Sendable`. A template's read-set has this form. A literal names whole packages:
/// `["shop.user", "shop.cart"]`.
public struct SessionReads: Sendable, Hashable, ExpressibleByArrayLiteral {
    /// Single fields.
    public var fields: Set<SessionField>
    /// Packages of which every key is wanted.
    public var packages: Set<SessionName>
    /// Whether all values are wanted.
    public var everything: Bool

    /// Makes a read-set; without arguments it asks for no value at all, only for the
    /// record itself.
    public init(
        fields: Set<SessionField> = [],
        packages: some Sequence<String> = [],
        everything: Bool = false
    ) {
        self.fields = fields
        self.packages = Set(packages.map { SessionName($0) })
        self.everything = everything
    }

    /// Makes a read-set of whole packages.
    public init(arrayLiteral packages: String...) {
        self.init(packages: packages)
    }

    /// No values.
    public static let nothing = SessionReads()
    /// All values.
    public static let everything = SessionReads(everything: true)

    /// Whole packages.
    public static func packages(_ packages: some Sequence<String>) -> SessionReads {
        SessionReads(packages: packages)
    }

    /// Single fields.
    public static func fields(_ fields: Set<SessionField>) -> SessionReads {
        SessionReads(fields: fields)
    }

    /// Whether this asks for no value.
    public var isEmpty: Bool { !everything && packages.isEmpty && fields.isEmpty }

    /// Whether `field` is asked for.
    public func contains(_ field: SessionField) -> Bool {
        containsPackage(field.package) || fields.contains(field)
    }

    /// Whether every key of the package is asked for.
    public func containsPackage(_ package: String) -> Bool {
        everything || packages.contains(SessionName(package))
    }

    /// Adds what another read-set asks for.
    package mutating func formUnion(_ other: SessionReads) {
        fields.formUnion(other.fields)
        packages.formUnion(other.packages)
        everything = everything || other.everything
    }

    /// What of this is not in `other`.
    func subtracting(_ other: SessionReads) -> SessionReads {
        guard !other.everything else { return .nothing }
        guard !everything else { return .everything }
        var rest = SessionReads()
        rest.packages = packages.subtracting(other.packages)
        rest.fields = fields.filter { !other.contains($0) && !rest.containsPackage($0.package) }
        return rest
    }
}
