// SPDX-License-Identifier: Apache-2.0

/// A type whose values are something in templates: text, a number, a list, a model.
///
/// Members of a ``TemplateModel`` are of such types:
///
/// | in Swift | in a template |
/// |---|---|
/// | `String`, `Substring`, `Character` | text |
/// | integers | an integer of 64 bits, a larger one its digits as text |
/// | `Double`, `Float`, `Decimal` | a number, of a `Decimal` with all its digits |
/// | `Bool` | a truth value |
/// | `Date` | text in UTC, `2026-11-21T03:50:25Z` |
/// | `URL`, `UUID` | its text |
/// | an enumeration with raw values | its raw value |
/// | an optional | its value, or `nothing` |
/// | an array, a set, another collection that conforms | a list; that of a set is in any order |
/// | a dictionary with keys of text | a mapping, in the order of its keys |
/// | a ``TemplateModel`` | a model |
/// | ``SafeMarkup``, ``SafeURL`` and their like | what somebody vouches for |
/// | ``TemplateValue``, ``TemplateMapping`` | comes through as it is |
///
/// An own type conforms by giving something else:
///
/// ```swift
/// extension Money: TemplateShowable {
///     func give(to page: inout TemplateReading) { page.give(description) }
///     static var templateType: TemplateMemberType { .text }
/// }
/// ```
///
/// One with raw values needs no more than the conformance.
public protocol TemplateShowable: ~Copyable {
    /// What the values are in templates, for those who check them.
    static var templateType: TemplateMemberType { get }

    /// Gives the value to a page, by one call of a `give` of the page.
    borrowing func give(to page: inout TemplateReading)
}

extension TemplateShowable where Self: RawRepresentable, RawValue: TemplateShowable {
    /// What the raw values are.
    public static var templateType: TemplateMemberType { RawValue.templateType }

    /// Gives the raw value.
    public func give(to page: inout TemplateReading) { page.give(rawValue) }
}

extension TemplateValue {
    /// The value that something of the application is in templates.
    ///
    /// - Parameter value: A model, or anything else that templates show.
    public init(_ value: some TemplateShowable) {
        var page = TemplateReading()
        page.give(value)
        self = page.end() ?? .nothing
    }
}
