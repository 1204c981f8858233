// SPDX-License-Identifier: Apache-2.0

// What is a value of templates already.

extension TemplateValue: TemplateShowable {
    /// Nothing is known of it.
    public static var templateType: TemplateMemberType { .anything }

    /// Gives the value as it is.
    public func give(to page: inout TemplateReading) { page.give(value: self) }
}

extension TemplateMapping: TemplateShowable {
    /// Nothing is known of it.
    public static var templateType: TemplateMemberType { .anything }

    /// Gives the mapping as it is.
    public func give(to page: inout TemplateReading) { page.give(value: .mapping(self)) }
}

extension SafeMarkup: TemplateShowable {
    /// Markup.
    public static var templateType: TemplateMemberType { .markup }

    /// Gives the markup.
    public func give(to page: inout TemplateReading) { page.give(value: .markup(self)) }
}

extension SafeURL: TemplateShowable {
    /// Text.
    public static var templateType: TemplateMemberType { .text }

    /// Gives the address that somebody vouches for.
    public func give(to page: inout TemplateReading) { page.give(value: .url(self)) }
}

extension TrustedScriptURL: TemplateShowable {
    /// Text.
    public static var templateType: TemplateMemberType { .text }

    /// Gives the address that somebody vouches for.
    public func give(to page: inout TemplateReading) { page.give(value: .scriptURL(self)) }
}

extension SafeCSS: TemplateShowable {
    /// Text.
    public static var templateType: TemplateMemberType { .text }

    /// Gives the declarations that somebody vouches for.
    public func give(to page: inout TemplateReading) { page.give(value: .style(self)) }
}

extension SafeJS: TemplateShowable {
    /// Text.
    public static var templateType: TemplateMemberType { .text }

    /// Gives the code that somebody vouches for.
    public func give(to page: inout TemplateReading) { page.give(value: .script(self)) }
}

extension JSONData: TemplateShowable {
    /// Text.
    public static var templateType: TemplateMemberType { .text }

    /// Gives the text of JSON, which a script can hold.
    public func give(to page: inout TemplateReading) { page.give(value: .json(self)) }
}
