// SPDX-License-Identifier: Apache-2.0

/// All that keeps the templates of a library from compiling.
///
/// `description` has the full report of each error, an empty line between them, and counts
/// them at the end.
public struct TemplateErrors: Error, Sendable, CustomStringConvertible {
    /// The errors, by the names of their templates and in the order of each source.
    public let errors: [TemplateError]

    init(_ errors: [TemplateError]) {
        self.errors = errors
    }

    /// The reports and their number.
    public var description: String {
        let count = errors.count == 1 ? "1 error" : "\(errors.count) errors"
        return (errors.map(\.description) + ["\(count) in the templates"])
            .joined(separator: "\n\n")
    }
}
