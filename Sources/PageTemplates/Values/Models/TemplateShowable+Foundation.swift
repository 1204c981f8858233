// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

extension Date: TemplateShowable {
    /// Text.
    public static var templateType: TemplateMemberType { .text }

    /// Gives text in UTC and in seconds, `2026-11-21T03:50:25Z`; `nothing` for a date that is not
    /// in the years 1 to 9999.
    public func give(to page: inout TemplateReading) {
        page.give(value: isFormattable ? .string(formatted(.iso8601)) : .nothing)
    }
}

extension URL: TemplateShowable {
    /// Text.
    public static var templateType: TemplateMemberType { .text }

    /// Gives the text of the address.
    public func give(to page: inout TemplateReading) { page.give(value: .string(absoluteString)) }
}

extension UUID: TemplateShowable {
    /// Text.
    public static var templateType: TemplateMemberType { .text }

    /// Gives the text of the identifier.
    public func give(to page: inout TemplateReading) { page.give(value: .string(uuidString)) }
}

extension Decimal: TemplateShowable {
    /// A number.
    public static var templateType: TemplateMemberType { .number }

    /// Gives a number whose text has all digits of this one.
    public func give(to page: inout TemplateReading) {
        page.give(value: TemplateValue(exactly: self))
    }
}
