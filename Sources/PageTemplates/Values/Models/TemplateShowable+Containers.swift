// SPDX-License-Identifier: Apache-2.0

// Values that have others in them.

extension Optional: TemplateShowable where Wrapped: TemplateShowable {
    /// What the value is, or `nothing`.
    public static var templateType: TemplateMemberType { .optional(Wrapped.templateType) }

    /// Gives the value, or `nothing`, which is there.
    public func give(to page: inout TemplateReading) {
        switch self {
        case .some(let value): value.give(to: &page)
        case .none: page.give(value: .nothing)
        }
    }
}

extension TemplateShowable where Self: Sequence, Element: TemplateShowable {
    /// A list.
    public static var templateType: TemplateMemberType { .list(Element.templateType) }

    /// Gives a list of the elements.
    public func give(to page: inout TemplateReading) {
        page.give(value: .list(map { TemplateValue($0) }))
    }
}

extension ArraySlice: TemplateShowable where Element: TemplateShowable {}
extension ContiguousArray: TemplateShowable where Element: TemplateShowable {}
extension Set: TemplateShowable where Element: TemplateShowable {}

extension Array: TemplateShowable where Element: TemplateShowable {
    /// A list.
    public static var templateType: TemplateMemberType { .list(Element.templateType) }

    /// Gives a list of the elements.
    public func give(to page: inout TemplateReading) {
        if let models = Element.self as? any TemplateModel.Type {
            page.give(value: .list(models.values(of: self)))
        } else {
            page.give(value: .list(map { TemplateValue($0) }))
        }
    }
}

extension Dictionary: TemplateShowable where Key: TemplateKey, Value: TemplateShowable {
    /// A mapping.
    public static var templateType: TemplateMemberType { .mapping(Value.templateType) }

    /// Gives a mapping in the order of the keys.
    public func give(to page: inout TemplateReading) {
        let entries = map { ($0.key.templateKey, $0.value) }.sorted { $0.0 < $1.0 }
        let mapping = TemplateMapping(entries.map { ($0, TemplateValue($1)) })
        page.give(value: .mapping(mapping))
    }
}

/// The key of a dictionary that is a mapping in templates.
///
/// An enumeration whose raw values are texts needs no more than the conformance.
public protocol TemplateKey: Hashable {
    /// The name under which templates find the value.
    var templateKey: String { get }
}

extension String: TemplateKey {
    /// The text.
    public var templateKey: String { self }
}

extension Int: TemplateKey {
    /// The digits.
    public var templateKey: String { String(self) }
}

extension TemplateKey where Self: RawRepresentable, RawValue == String {
    /// The raw value.
    public var templateKey: String { rawValue }
}
