// SPDX-License-Identifier: Apache-2.0

// Members whose types have raw values, such as enumerations, and need not say that templates show
// them. A type that says so decides for itself.
extension TemplateReading {
    /// Gives a raw value.
    ///
    /// - Parameter value: The value of the member.
    public mutating func give<Raw: RawRepresentable>(_ value: Raw)
    where Raw.RawValue: TemplateShowable {
        value.rawValue.give(to: &self)
    }

    /// Gives a value, as the type itself shows it.
    ///
    /// - Parameter value: The value of the member.
    public mutating func give<Raw: RawRepresentable & TemplateShowable>(_ value: Raw)
    where Raw.RawValue: TemplateShowable {
        value.give(to: &self)
    }

    /// Gives a raw value, or `nothing`.
    ///
    /// - Parameter value: The value of the member.
    public mutating func give<Raw: RawRepresentable>(_ value: Raw?)
    where Raw.RawValue: TemplateShowable {
        (value?.rawValue).give(to: &self)
    }

    /// Gives a value, or `nothing`, as the type itself shows it.
    ///
    /// - Parameter value: The value of the member.
    public mutating func give<Raw: RawRepresentable & TemplateShowable>(_ value: Raw?)
    where Raw.RawValue: TemplateShowable {
        value.give(to: &self)
    }

    /// Gives a list of raw values.
    ///
    /// - Parameter value: The value of the member.
    public mutating func give<Raw: RawRepresentable>(_ value: [Raw])
    where Raw.RawValue: TemplateShowable {
        value.map(\.rawValue).give(to: &self)
    }

    /// Gives a list of values, as the type itself shows it.
    ///
    /// - Parameter value: The value of the member.
    public mutating func give<Raw: RawRepresentable & TemplateShowable>(_ value: [Raw])
    where Raw.RawValue: TemplateShowable {
        value.give(to: &self)
    }
}
