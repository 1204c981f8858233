// SPDX-License-Identifier: Apache-2.0

/// A value as a data file in JSON, which ``TemplateValue/init(json:name:)`` reads.
package struct JSONText: Sendable {
    /// The text in UTF-8: two blanks for each level, the keys in their order, and a line end
    /// behind it.
    package let bytes: [UInt8]

    /// What the notation cannot hold.
    ///
    /// `null` stands in its place, so that keys and positions stay.
    package let omissions: [Omission]

    /// A value that is not there.
    package struct Omission: Sendable, Hashable, CustomStringConvertible {
        /// The steps that lead to the value, as in a path: `cart/items/0`.
        package let path: String

        /// What it is: its kind, never its content.
        package let kind: String

        /// Both of them.
        package var description: String { "\(path) (\(kind))" }
    }

    /// Writes a value.
    ///
    /// Markup is a mapping with the key `$markup`, other text that somebody vouches for one with
    /// `$url` and the like, a ``TemplateMessage`` one with `$message`.
    /// What cannot be written are other objects, functions among them, numbers that are none or
    /// endless, mappings that have one of these keys themselves, and what is nested deeper than
    /// 512 levels.
    ///
    /// - Parameter value: The value.
    package init(_ value: TemplateValue) {
        var writer = JSONWriter()
        writer.writeDocument(value)
        bytes = writer.bytes
        omissions = writer.omissions
    }
}
