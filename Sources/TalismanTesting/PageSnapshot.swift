// SPDX-License-Identifier: Apache-2.0

public import PageTemplates
import PageTemplatesTesting

/// A state of a page that files hold, such as the empty cart in German.
///
/// The name says which: `cart/empty@de` is the template `cart.html` in the state `empty`, in German.
/// What goes into it stands in files beside the page that must come out:
///
/// | file | what it has |
/// |---|---|
/// | `cart/empty@de.expected.html` | the page |
/// | `cart/empty.json` | the variables of the template, for every language |
/// | `cart/empty.session.json` | the session, as ``SnapshotSession`` reads it |
/// | `cart/empty.ignore` | the places of the page that may be different each time |
///
/// `Sendable`.
public struct PageSnapshot: Sendable, Hashable, CustomStringConvertible {
    /// The name, with the state and the language.
    public let name: String
    /// The name of the template, such as `cart.html`.
    public let template: String
    /// The language that is asked for; nil for none.
    public let language: String?
    /// Why the files are no snapshot, where they are not.
    let defect: String?
    private let folder: String
    let base: String

    /// Where the page is that must come out.
    public var expectationPath: String { "\(folder)/\(name).expected.html" }
    /// Where the variables are, for a file that need not exist.
    public var variablesPath: String { "\(folder)/\(base).json" }
    /// Where the session is, for a file that need not exist.
    public var sessionPath: String { "\(folder)/\(base).session.json" }

    /// The name.
    public var description: String { name }

    init(
        _ base: String,
        language: String? = nil,
        template: String = "",
        in folder: String,
        defect: String? = nil
    ) {
        self.base = base
        self.language = language
        self.template = template
        self.folder = folder
        self.defect = defect
        name = language.map { "\(base)@\($0)" } ?? base
    }

    /// The variables of the template; none where there is no file of them.
    ///
    /// - Throws: `TemplateError` for a file that is not the data of a template, and what reading
    ///   it throws.
    public func variables() throws -> TemplateMapping {
        guard Files.exist(variablesPath) else { return [:] }
        let data = try TemplateValue(json: Files.read(variablesPath), name: "\(base).json")
        return try TemplateContext(membersOf: data).variables
    }

    /// The session; nil where there is no file of one.
    ///
    /// - Throws: `DecodingError` for a file that is no session, and what reading it throws.
    public func session() throws -> SnapshotSession? {
        guard Files.exist(sessionPath) else { return nil }
        return try SnapshotSession(json: Files.read(sessionPath))
    }
}
