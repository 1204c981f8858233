// SPDX-License-Identifier: Apache-2.0

/// What the values of a member are in templates.
@nonexhaustive
public indirect enum TemplateMemberType: Sendable {
    /// Text.
    case text

    /// An integer.
    case integer

    /// A number.
    case number

    /// A truth value.
    case truth

    /// Markup that somebody vouches for.
    case markup

    /// A list, and what its items are.
    case list(TemplateMemberType)

    /// Values by names that only a render knows.
    case mapping(TemplateMemberType)

    /// Values by names that are known, as those of a case of an enumeration.
    case record([TemplateMember])

    /// A model.
    case model(any TemplateModel.Type)

    /// Something, or `nothing`.
    case optional(TemplateMemberType)

    /// Something of which nothing is known.
    case anything
}

extension TemplateMemberType {
    /// What values of a type are; nothing is known of those that no template shows.
    init(of type: Any.Type) {
        if let showable = type as? any TemplateShowable.Type {
            self = showable.templateType
        } else if let raw = type as? any RawRepresentable.Type {
            self.init(of: Self.rawType(of: raw))
        } else if let container = type as? any RawContainer.Type {
            self = container.memberType
        } else {
            self = .anything
        }
    }

    private static func rawType<Raw: RawRepresentable>(of type: Raw.Type) -> Any.Type {
        Raw.RawValue.self
    }
}

/// What can hold values that are shown by their raw values.
private protocol RawContainer {
    static var memberType: TemplateMemberType { get }
}

extension Optional: RawContainer {
    fileprivate static var memberType: TemplateMemberType { .optional(.init(of: Wrapped.self)) }
}

extension Array: RawContainer {
    fileprivate static var memberType: TemplateMemberType { .list(.init(of: Element.self)) }
}
