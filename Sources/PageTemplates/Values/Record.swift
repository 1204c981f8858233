// SPDX-License-Identifier: Apache-2.0

/// Values of the engine by name, which are steps of paths and attributes in
/// `python:` alike: the error of a handler, a loop, the loops in sight.
final class Record: TemplateObject, ObjectOfKind {
    /// What it is, for error texts.
    let kind: String
    let text: String
    private let values: TemplateMapping

    /// Whether members can be called, as zope.tales has methods for them.
    private let hasMethods: Bool

    init(
        _ kind: String,
        text: String? = nil,
        _ values: TemplateMapping,
        hasMethods: Bool = false
    ) {
        self.kind = kind
        self.text = text ?? kind
        self.values = values
        self.hasMethods = hasMethods
    }

    var memberNames: [String] { values.keys }

    /// What it holds, for the limit of depth.
    var held: [TemplateValue] { values.values }

    var isTrue: Bool { values.count > 0 }

    func member(_ name: String) -> TemplateValue? { values[name] }

    func call(_ method: String, with arguments: TemplateArguments) -> TemplateValue? {
        hasMethods && arguments.isEmpty ? values[method] : nil
    }
}

/// An object of the package, which errors call by its kind.
package protocol ObjectOfKind: TemplateObject {
    /// What it is, for error texts.
    var kind: String { get }

    /// What to insert in its place, where nobody means its text; `nil` for an object with a
    /// text.
    var textRemedy: String? { get }

    /// What to do where a member is not there, for error texts; `nil` where that is plain.
    func absenceRemedy(of name: String) -> String?
}

extension ObjectOfKind {
    package var textRemedy: String? { nil }
    package func absenceRemedy(of name: String) -> String? { nil }
}
