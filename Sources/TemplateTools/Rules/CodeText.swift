// SPDX-License-Identifier: Apache-2.0

/// The documentation of a code that an engine has: that of its declaration.
struct CodeText: Sendable {
    let name: String
    let kind: Explanation.Kind
    let meaning: String
    let remedy: String

    /// The codes in the order of their declarations, by the places that they are declared in.
    static var all: [CodeText] { templates + pages + python + warnings + sessions + forms }

    init(_ name: String, _ kind: Explanation.Kind, _ meaning: String, _ remedy: String) {
        self.name = name
        self.kind = kind
        self.meaning = meaning
        self.remedy = remedy
    }
}
