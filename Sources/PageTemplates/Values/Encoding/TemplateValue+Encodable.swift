// SPDX-License-Identifier: Apache-2.0

extension TemplateValue: Encodable {
    /// Encodes the value for other encoders.
    ///
    /// Text that somebody vouches for becomes a mapping with the key of its kind, as `$markup`, and
    /// any other object its text.
    /// ``TemplateEncoder`` does not ask: it passes the value through.
    ///
    /// - Throws: What the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .list(let elements): try elements.encode(to: encoder)
        case .mapping(let mapping): try mapping.encode(to: encoder)
        case .markup(let markup): try markup.encode(to: encoder)
        case .object(let text as SafeText): try text.encode(to: encoder)
        default: try encodeSingle(to: encoder)
        }
    }

    private func encodeSingle(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .bool(let value): try container.encode(value)
        case .integer(let value): try container.encode(value)
        case .double(let value): try container.encode(value)
        case .nothing: try container.encodeNil()
        default: try container.encode(textForm)
        }
    }
}

extension TemplateMapping: Encodable {
    /// Encodes the entries in their order.
    ///
    /// - Throws: What the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: EncodingKey.self)
        for (key, value) in zip(keys, values) {
            try container.encode(value, forKey: EncodingKey(key))
        }
    }
}
