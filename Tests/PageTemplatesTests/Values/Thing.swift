// SPDX-License-Identifier: Apache-2.0

import PageTemplates

/// An object that says nothing but its text.
final class Thing: TemplateObject {
    let isTrue: Bool

    init(isTrue: Bool = true) {
        self.isTrue = isTrue
    }

    var memberNames: [String] { [] }
    var text: String { "a thing" }
    func member(_ name: String) -> TemplateValue? { nil }
}

/// Lists inside each other, the innermost one empty.
func nestedList(levels: Int) -> TemplateValue {
    (1..<levels).reduce([]) { inner, _ in [inner] }
}
