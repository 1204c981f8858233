// SPDX-License-Identifier: Apache-2.0

/// A list that a value is encoding itself into.
final class ListInProgress {
    private var elements: [TemplateValue] = []
    private var nested: [(position: Int, encoder: ValueEncoder)] = []

    var count: Int { elements.count }

    func append(_ value: TemplateValue) {
        elements.append(value)
    }

    /// Appends a value that goes on being encoded until the list is finished.
    func append(_ encoder: ValueEncoder) {
        nested.append((elements.count, encoder))
        elements.append(.nothing)
    }

    func finish() -> TemplateValue {
        for (position, encoder) in nested {
            elements[position] = encoder.finish()
        }
        return .list(elements)
    }
}
