// SPDX-License-Identifier: Apache-2.0

import PageTemplates

/// Names and texts, as a query or a form sends them: in order, names perhaps
/// repeated.
///
/// ```swift
/// let form = try FormFields(urlEncoded: body)
/// form["color"]               // the last one of that name
/// form.values(of: "size")     // all of them, in order
/// ```
///
/// `Sendable`.
public struct FormFields: Sendable, Hashable {
    /// One name with its text.
    ///
    /// `Sendable`.
    public struct Field: Sendable, Hashable {
        /// The name.
        public let name: String
        /// The text.
        public let value: String

        /// Makes a field.
        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// The fields in the order in which they were sent.
    public let fields: [Field]

    /// Makes fields.
    public init(_ fields: [Field] = []) {
        self.fields = fields
    }

    /// The text of a name; of several, the last one.
    public subscript(name: String) -> String? {
        fields.last { $0.name.hasScalars(of: name) }?.value
    }

    /// All texts of a name, in their order.
    public func values(of name: String) -> [String] {
        fields.filter { $0.name.hasScalars(of: name) }.map(\.value)
    }
}

extension FormFields: ExpressibleByDictionaryLiteral {
    /// Makes fields in the order of the literal, names perhaps repeated.
    public init(dictionaryLiteral elements: (String, String)...) {
        self.init(elements.map { Field($0.0, $0.1) })
    }
}
