// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// What is wrong with a template, with its data, or with a render.
///
/// Every failure of the engine is a value of this type. `description` is the
/// full report: position, message, an excerpt of the template with a caret
/// below the offending text, and what to do about it.
///
/// ```
/// page.html:3:19: error: unknown variable 'usr' [unknown-variable]
/// 3 | <p tal:content="usr/name">
///   |                 ^~~
/// note: did you mean 'user'?
/// ```
public struct TemplateError: Error, Sendable {
    /// The stable identity of the kind of failure.
    public let code: Code

    /// What happened, in lower case and without a full stop.
    public let message: String

    /// Where in the template it happened, where that is known.
    public internal(set) var location: TemplateLocation?

    /// The template's lines around `location`, and the caret below them.
    public internal(set) var excerpt: TemplateExcerpt?

    /// What to do about it, or the nearest names, one remark each.
    public internal(set) var notes: [Note]

    /// What a loader, an object or a namespace of the application threw.
    ///
    /// `description` has it too, unless the template is confined
    /// (``TemplateConfiguration/isConfined``): its author may read the report.
    public let cause: (any Error)?

    /// Whether the report leaves out the cause.
    private(set) var hidesCause = false

    /// The other errors of a template that does not compile, in the order of its source.
    package internal(set) var further: [TemplateError] = []

    /// What a script has raised; `nil` for errors of other origin.
    var raised: (any RaisedValue)?

    /// A remark to an error, with a place of its own where it has one.
    public struct Note: Sendable, Hashable {
        /// The remark, in lower case and without a full stop.
        public let message: String

        /// The place that the remark is about.
        public let location: TemplateLocation?

        /// Creates a remark.
        public init(_ message: String, at location: TemplateLocation? = nil) {
            self.message = message
            self.location = location
        }
    }

    /// Creates an error that has no place in a template yet.
    ///
    /// Objects, namespaces and loaders of an application throw such errors; the
    /// engine adds the place where it is known.
    public init(
        _ code: Code,
        _ message: String,
        notes: [Note] = [],
        cause: (any Error)? = nil
    ) {
        self.code = code
        self.message = message
        self.notes = notes
        self.cause = cause
    }

    /// Creates an error at a place of a source.
    init(
        _ code: Code,
        _ message: String,
        in file: SourceFile,
        at range: Range<Int>,
        notes: [Note] = [],
        cause: (any Error)? = nil
    ) {
        self.init(code, message, notes: notes, cause: cause)
        location = file.location(of: range)
        excerpt = file.excerpt(of: range)
    }

    /// The same error with more remarks.
    package func adding(_ notes: [Note]) -> TemplateError {
        var error = self
        error.notes += notes
        return error
    }

    /// The same error as the author of a template may see it: without what the application
    /// threw, and without lines of other templates.
    func confined(to file: SourceFile) -> TemplateError {
        var error = self
        error.hidesCause = true
        if let range = location?.byteRange,
            range.upperBound <= file.bytes.count, file.excerpt(of: range) == excerpt
        {
            return error
        }
        error.excerpt = nil
        return error
    }

    /// The same error, placed in a file unless it has a place already.
    func located(in file: SourceFile, at range: Range<Int>) -> TemplateError {
        guard location == nil else { return self }
        var error = self
        error.location = file.location(of: range)
        error.excerpt = file.excerpt(of: range)
        return error
    }
}

/// A value that a script can raise.
protocol RaisedValue: Sendable {}
