// SPDX-License-Identifier: Apache-2.0

/// A mapping that a value is encoding itself into.
final class RecordInProgress {
    private let keys: any CodingKey.Type
    private var builder: TemplateMapping.Builder
    private var nested: [(position: Int, encoder: ValueEncoder)] = []

    init(keys: any CodingKey.Type, expecting shape: Shape?) {
        self.keys = keys
        builder = TemplateMapping.Builder(expecting: shape)
    }

    func set(_ key: String, _ value: TemplateValue) {
        builder.set(key, value)
    }

    /// Sets a value that goes on being encoded until the record is finished.
    func set(_ key: String, _ encoder: ValueEncoder) {
        nested.append((builder.set(key, .nothing), encoder))
    }

    func finish(in session: EncodingSession) -> TemplateValue {
        for (position, encoder) in nested {
            builder.replace(at: position, with: encoder.finish())
        }
        let mapping = builder.mapping(sharing: &session.shapes)
        session.setLatestShape(mapping.shape, of: keys)
        return .mapping(mapping)
    }
}
