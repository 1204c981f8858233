// SPDX-License-Identifier: Apache-2.0

/// A state of a page, and the files with what goes into it.
package struct SnapshotFiles: Sendable, Hashable {
    /// The name without the language: the template, and the state where there are several.
    package let base: String

    /// The language that is asked for; `nil` for none.
    package let language: String?

    /// The name of the template, such as `cart.html`.
    package let template: String

    /// Why the files are no snapshot, where they are not.
    package let defect: String?

    private let folder: String

    /// The name, with the state and the language.
    package var name: String { language.map { "\(base)@\($0)" } ?? base }

    /// Where the page is that must come out.
    package var expectationPath: String { "\(folder)/\(name).expected.html" }

    /// Where the variables are, for a file that need not exist.
    package var variablesPath: String { "\(folder)/\(base).json" }

    /// Where the session is, for a file that need not exist.
    package var sessionPath: String { "\(folder)/\(base).session.json" }

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
    }
}
