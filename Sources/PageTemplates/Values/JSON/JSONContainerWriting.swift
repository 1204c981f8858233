// SPDX-License-Identifier: Apache-2.0

/// A list or mapping whose end is still to be written.
struct JSONContainerWriting {
    /// The keys; `nil` for a list.
    let keys: [String]?
    let values: [TemplateValue]

    /// How many values are written.
    var count = 0

    /// The step that leads to the value that is written now.
    var step: String { keys?[count - 1] ?? String(count - 1) }
}
