// SPDX-License-Identifier: Apache-2.0

/// A value that a template can show, test and walk through.
///
/// The set of kinds is closed: a template reaches nothing but these values and
/// what a ``TemplateObject`` chooses to give. Values are made by literals, by
/// ``TemplateEncoder`` from any `Encodable`, or by ``TemplateObject``s.
public enum TemplateValue: Sendable {
    /// No value. Inserts nothing, removes an attribute, is false.
    case nothing

    /// A truth value, shown as `True` or `False`.
    case bool(Bool)

    /// An integer of 64 bits.
    case integer(Int)

    /// A floating-point number, shown as its shortest decimal form.
    case double(Double)

    /// Text, escaped wherever it is inserted.
    case string(String)

    /// A sequence of values.
    case list([TemplateValue])

    /// Values by name, in an order.
    case mapping(TemplateMapping)

    /// Markup that somebody vouches for.
    case markup(SafeMarkup)

    /// An object of the application.
    case object(any TemplateObject)
}
