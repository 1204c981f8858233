// SPDX-License-Identifier: Apache-2.0

extension TemplateValue: ExpressibleByNilLiteral {
    /// Creates `nothing`.
    public init(nilLiteral: ()) {
        self = .nothing
    }
}

extension TemplateValue: ExpressibleByBooleanLiteral {
    /// Creates a truth value.
    public init(booleanLiteral value: Bool) {
        self = .bool(value)
    }
}

extension TemplateValue: ExpressibleByIntegerLiteral {
    /// Creates an integer.
    public init(integerLiteral value: Int) {
        self = .integer(value)
    }
}

extension TemplateValue: ExpressibleByFloatLiteral {
    /// Creates a floating-point number.
    public init(floatLiteral value: Double) {
        self = .double(value)
    }
}

extension TemplateValue: ExpressibleByStringInterpolation {
    /// Creates a text.
    public init(stringLiteral value: String) {
        self = .string(value)
    }
}

extension TemplateValue: ExpressibleByArrayLiteral {
    /// Creates a list.
    public init(arrayLiteral elements: TemplateValue...) {
        self = .list(elements)
    }
}

extension TemplateValue: ExpressibleByDictionaryLiteral {
    /// Creates a mapping that keeps the order of the literal; a later value of
    /// the same key replaces an earlier one.
    public init(dictionaryLiteral elements: (String, TemplateValue)...) {
        self = .mapping(TemplateMapping(elements))
    }
}
