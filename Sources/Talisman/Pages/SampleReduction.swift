// SPDX-License-Identifier: Apache-2.0

import PageTemplates

/// Makes of the variables of a page what a sample may show of them.
struct SampleReduction {
    /// How many items of a list are kept.
    static let mostItems = 20

    /// How deep lists and mappings are kept.
    static let deepest = 64

    /// What stands for the text of a secret.
    static let mask = "***"

    /// How many values are masked.
    private(set) var maskedCount = 0

    /// How many lists are cut, or left out because they are nested too deep.
    private(set) var cutCount = 0

    /// The sample of some variables.
    mutating func reduce(_ variables: TemplateMapping) -> TemplateMapping {
        reduce(variables, of: "", isSecret: false, depth: 1)
    }

    /// The sample of a value that has a name in the mapping around it.
    private mutating func reduce(
        _ value: TemplateValue,
        of name: String,
        isSecret: Bool,
        depth: Int
    ) -> TemplateValue {
        let value = value.modelMembers.map { .mapping($0) } ?? value
        switch value {
        case .list(let items):
            guard hasRoom(at: depth) else { return .nothing }
            if items.count > Self.mostItems { cutCount += 1 }
            let isSecret = isSecret || Self.isPair(items)
            let kept = items.prefix(Self.mostItems)
            return .list(kept.map { reduce($0, of: name, isSecret: isSecret, depth: depth + 1) })
        case .mapping(let mapping):
            guard hasRoom(at: depth) else { return .nothing }
            return .mapping(reduce(mapping, of: name, isSecret: isSecret, depth: depth + 1))
        case .object(let message as TemplateMessage) where !isSecret:
            guard hasRoom(at: depth) else { return .nothing }
            let mapping = reduce(message.mapping, of: name, isSecret: false, depth: depth + 1)
            return .object(message.replacing(mapping))
        case .string(let text) where !isSecret:
            let shown = SecretNames.maskingQuery(of: text, with: Self.mask)
            if shown != text { maskedCount += 1 }
            return .string(shown)
        default:
            return isSecret ? masked(value) : value
        }
    }

    private mutating func reduce(
        _ mapping: TemplateMapping,
        of name: String,
        isSecret: Bool,
        depth: Int
    ) -> TemplateMapping {
        let names = Self.isNamed(mapping)
        // The number of a card is `cardNumber`, and `number` of a `card`, or of one of `cards`.
        let owner = name.hasSuffix("s") ? String(name.dropLast()) : name
        let pairs = zip(mapping.keys, mapping.values).map { key, value in
            let isOwned = !SecretNames.contains(owner) && SecretNames.contains("\(owner)_\(key)")
            let isHeld = names && Self.valueKeys.contains(key)
            let hides = isSecret || isOwned || isHeld || SecretNames.contains(key)
            return (key, reduce(value, of: key, isSecret: hides, depth: depth))
        }
        return TemplateMapping(pairs)
    }

    /// The keys under which a field of a form, or the like, has its name.
    private static let nameKeys = ["name", "key", "id", "type", "label", "header", "field"]

    /// The keys under which it has what it holds.
    private static let valueKeys: Set = ["value", "values", "text", "content", "data"]

    /// Whether a mapping is the field of a form, or the like, that holds a secret.
    private static func isNamed(_ mapping: TemplateMapping) -> Bool {
        nameKeys.contains { mapping[$0].map(isSecretName) ?? false }
    }

    /// Whether a list is a name with what it holds.
    private static func isPair(_ items: [TemplateValue]) -> Bool {
        items.count == 2 && isSecretName(items[0])
    }

    private static func isSecretName(_ value: TemplateValue) -> Bool {
        if case .string(let name) = value { SecretNames.contains(name) } else { false }
    }

    /// A value of the same kind that tells nothing, but whether there was one.
    private mutating func masked(_ value: TemplateValue) -> TemplateValue {
        maskedCount += 1
        switch value {
        case .nothing, .list, .mapping: return value
        case .bool: return .bool(false)
        case .integer: return .integer(0)
        case .double: return .double(0)
        case .string(let text): return .string(text.isEmpty ? "" : Self.mask)
        case .markup: return .markup(SafeMarkup("***"))
        case .object(is TemplateMessage): return .object(TemplateMessage(Self.mask))
        // Its members may be secrets, and none of them gets into a sample.
        case .object: return value
        }
    }

    private mutating func hasRoom(at depth: Int) -> Bool {
        guard depth > Self.deepest else { return true }
        cutCount += 1
        return false
    }
}

extension TemplateMessage {
    /// The same message with other values.
    fileprivate func replacing(_ mapping: TemplateMapping) -> TemplateMessage {
        TemplateMessage(
            id,
            domain: domain,
            default: defaultText,
            mapping: mapping,
            context: context,
            count: count,
            plural: plural
        )
    }
}
