// SPDX-License-Identifier: Apache-2.0

/// A text that stands in the catalogs of translators.
///
/// A message that a template inserts as text, as an attribute or as structure
/// is translated there, into the language of the render. Everywhere else it is
/// its id: `string:$message` gives the plain id.
///
/// ```swift
/// let greeting = TemplateMessage(
///     "greeting", default: "Hello, $name!", mapping: ["name": .string(user.name)]
/// )
/// let page = try template.render(TemplateContext(["greeting": .object(greeting)]))
/// ```
public final class TemplateMessage: TemplateObject {
    /// What catalogs know the text by: a key, or the text itself.
    public let id: String

    /// The catalog that the text is in; `nil` for `default`, whatever the domain
    /// of the template is.
    public let domain: String?

    /// The text where no catalog has the id; `nil` where that is the id.
    public let defaultText: String?

    /// The values of `$name` and `${name}` in the text.
    public let mapping: TemplateMapping

    /// What tells apart texts that have the same id.
    public let context: String?

    /// The number that the plural form is for.
    ///
    /// It is the value of `$count` too, unless ``mapping`` has one.
    public let count: Int?

    /// The text for counts other than one where no catalog has the id.
    public let plural: String?

    /// Creates a message.
    ///
    /// - Parameters:
    ///   - id: What catalogs know the text by.
    ///   - domain: The catalog that it is in.
    ///   - defaultText: The text where no catalog has it; by default the id.
    ///   - mapping: The values of the names in the text.
    ///   - context: What tells apart texts that have the same id.
    ///   - count: The number that the plural form is for.
    ///   - plural: The default text for counts other than one.
    public init(
        _ id: String,
        domain: String? = nil,
        default defaultText: String? = nil,
        mapping: TemplateMapping = [:],
        context: String? = nil,
        count: Int? = nil,
        plural: String? = nil
    ) {
        self.id = id
        self.domain = domain
        self.defaultText = defaultText
        self.mapping = mapping
        self.context = context
        self.count = count
        self.plural = plural
    }

    /// The id.
    public var text: String { id }

    /// Whether the id has any text.
    public var isTrue: Bool { !id.isEmpty }

    /// The names of the members.
    public var memberNames: [String] { ["id", "domain", "default", "mapping", "context", "count"] }

    /// What the message was made of: `id`, `domain`, `default`, `mapping`,
    /// `context` and `count`.
    public func member(_ name: String) -> TemplateValue? {
        switch name {
        case "id": .string(id)
        case "domain": domain.map { .string($0) } ?? .nothing
        case "default": defaultText.map { .string($0) } ?? .nothing
        case "mapping": .mapping(mapping)
        case "context": context.map { .string($0) } ?? .nothing
        case "count": count.map { .integer($0) } ?? .nothing
        default: nil
        }
    }
}

extension TemplateMessage {
    /// The text where no catalog has the id.
    var untranslated: String {
        if let plural, let count, count != 1 { return plural }
        return defaultText ?? id
    }

    /// The value of a name in the text.
    func value(of name: String) -> TemplateValue? {
        mapping[name] ?? (name == "count" ? count.map { .integer($0) } : nil)
    }
}
