// SPDX-License-Identifier: Apache-2.0

/// The line of a template that an error is about, with a caret below the text.
public struct TemplateExcerpt: Sendable, Hashable {
    /// The lines to show, numbered, the caret line last.
    public let lines: [String]
}
