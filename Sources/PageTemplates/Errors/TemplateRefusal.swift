// SPDX-License-Identifier: Apache-2.0

/// A value that was not written, since it is not safe at its place.
///
/// Something harmless stands in the page instead: ``TemplateConfiguration/refusalsAreErrors``.
/// It never has the value itself.
public struct TemplateRefusal: Sendable, CustomStringConvertible {
    /// Why, in lower case and without a full stop.
    public let message: String

    /// The expression that gave the value.
    public let location: TemplateLocation

    /// What to do about it.
    public let remedy: String

    /// All of it in one line.
    public var description: String {
        "\(location): \(message); \(remedy)".inOneLine.printable
    }
}
