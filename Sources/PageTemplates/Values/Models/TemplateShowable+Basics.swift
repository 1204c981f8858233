// SPDX-License-Identifier: Apache-2.0

// Values that have no others in them.

extension String: TemplateShowable {
    /// Text.
    public static var templateType: TemplateMemberType { .text }

    /// Gives the text.
    public func give(to page: inout TemplateReading) { page.give(value: .string(self)) }
}

extension Substring: TemplateShowable {
    /// Text.
    public static var templateType: TemplateMemberType { .text }

    /// Gives the text.
    public func give(to page: inout TemplateReading) { page.give(value: .string(String(self))) }
}

extension Character: TemplateShowable {
    /// Text.
    public static var templateType: TemplateMemberType { .text }

    /// Gives the character as text.
    public func give(to page: inout TemplateReading) { page.give(value: .string(String(self))) }
}

extension Bool: TemplateShowable {
    /// A truth value.
    public static var templateType: TemplateMemberType { .truth }

    /// Gives the truth value.
    public func give(to page: inout TemplateReading) { page.give(value: .bool(self)) }
}

extension Double: TemplateShowable {
    /// A number.
    public static var templateType: TemplateMemberType { .number }

    /// Gives the number.
    public func give(to page: inout TemplateReading) { page.give(value: .double(self)) }
}

extension Float: TemplateShowable {
    /// A number.
    public static var templateType: TemplateMemberType { .number }

    /// Gives the number that the shortest text of this one means: `0.1` of `0.1`.
    public func give(to page: inout TemplateReading) {
        page.give(value: .double(Double(description) ?? Double(self)))
    }
}

extension TemplateShowable where Self: BinaryInteger {
    /// An integer.
    public static var templateType: TemplateMemberType { .integer }

    /// Gives the integer; one of more than 64 bits as the text of its digits.
    public func give(to page: inout TemplateReading) {
        page.give(value: Int(exactly: self).map { .integer($0) } ?? .string(String(self)))
    }
}

extension Int: TemplateShowable {}
extension Int8: TemplateShowable {}
extension Int16: TemplateShowable {}
extension Int32: TemplateShowable {}
extension Int64: TemplateShowable {}
extension Int128: TemplateShowable {}
extension UInt: TemplateShowable {}
extension UInt8: TemplateShowable {}
extension UInt16: TemplateShowable {}
extension UInt32: TemplateShowable {}
extension UInt64: TemplateShowable {}
extension UInt128: TemplateShowable {}
