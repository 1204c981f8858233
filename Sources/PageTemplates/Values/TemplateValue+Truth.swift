// SPDX-License-Identifier: Apache-2.0

extension TemplateValue {
    /// Whether the value counts as true in a condition, as Python has it.
    ///
    /// Nothing, `False`, zero, and whatever is empty are false. An object
    /// decides for itself. Everything else is true, "not a number" too.
    public var isTrue: Bool {
        switch self {
        case .nothing: false
        case .bool(let value): value
        case .integer(let value): value != 0
        case .double(let value): value != 0
        case .string(let text): !text.isEmpty
        case .list(let elements): !elements.isEmpty
        case .mapping(let mapping): mapping.count != 0
        case .markup(let markup): !markup.text.isEmpty
        case .object(let object): object.isTrue
        }
    }
}
