// SPDX-License-Identifier: Apache-2.0

/// A place in a template.
public struct TemplateLocation: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The name of the template.
    public let name: String

    /// The line, from 1.
    public let line: Int

    /// The column, from 1, counted in Unicode scalars.
    public let column: Int

    /// The bytes of the source, as UTF-8 without a byte-order mark.
    public let byteRange: Range<Int>

    /// The place as `name:line:column`.
    public var description: String { "\(name):\(line):\(column)" }

    /// The same place of a template that is called otherwise.
    package func named(_ name: String) -> TemplateLocation {
        TemplateLocation(name: name, line: line, column: column, byteRange: byteRange)
    }

    /// Whether a place comes before another one: by names, then in the text.
    public static func < (left: TemplateLocation, right: TemplateLocation) -> Bool {
        (left.name, left.byteRange.lowerBound) < (right.name, right.byteRange.lowerBound)
    }
}
