// SPDX-License-Identifier: Apache-2.0

/// Where templates come from.
///
/// A loader maps names to bytes. A name is a relative path with `/` between its
/// parts, such as `page.html` or `shop/cart.html`; what else it means is up to
/// the loader. A loader is asked from several tasks at once.
///
/// The contract:
/// - ``load(_:)`` gives the bytes and the version that they have. It throws
///   `templateNotFound` for a name it does not know, `templateNameRefused` for
///   one that it will never look up, and `templateUnreadable` for one whose
///   bytes it cannot get. Loading the same name again gives the same bytes as
///   long as the version is the same.
/// - ``version(of:)`` is cheap, as it may be asked before every render. It
///   throws as ``load(_:)`` does. A template whose bytes have changed has
///   another version; one whose bytes are the same may have another one.
/// - ``names`` is asked for error messages and by tools; it may be incomplete,
///   and in any order.
public protocol TemplateLoader: Sendable {
    /// The bytes of a template, and their version.
    ///
    /// - Throws: ``TemplateError``, with the codes of the contract.
    func load(_ name: String) throws(TemplateError) -> LoadedTemplate

    /// The version that loading the template would give now.
    ///
    /// - Throws: ``TemplateError``, as ``load(_:)`` does.
    func version(of name: String) throws(TemplateError) -> TemplateVersion

    /// The names that the loader knows.
    var names: [String] { get }
}

/// The bytes of a template as a loader found them.
public struct LoadedTemplate: Sendable, Hashable {
    /// The template, in whatever encoding it is.
    public let bytes: [UInt8]

    /// The version of the bytes.
    public let version: TemplateVersion

    /// Creates a loaded template.
    public init(bytes: [UInt8], version: TemplateVersion) {
        self.bytes = bytes
        self.version = version
    }
}

/// A stamp that changes when a template changes, and tells nothing else.
public struct TemplateVersion: Sendable, Hashable {
    private let parts: [Int]

    /// Creates a version from numbers that change with the bytes.
    public init(_ parts: Int...) {
        self.parts = parts
    }
}

extension TemplateError {
    /// The error for a name that a loader does not know.
    static func templateNotFound(_ name: String, among names: [String]) -> TemplateError {
        // A name begins in the folder of the templates, whose own name is no part of it.
        let inside = names.filter { name.hasSuffix("/\($0)") }.max { $0.count < $1.count }
        return TemplateError(
            .templateNotFound,
            "no template is called '\(name)'",
            notes: inside.map { [.init("names begin in the folder of the templates: '\($0)'")] }
                ?? TemplateError.Note.nearest(name, among: names)
        )
    }
}
