// SPDX-License-Identifier: Apache-2.0

/// What the syntax of a template depends on beside its text.
package struct SyntaxOptions: Sendable {
    /// Whether `${…}` in text and attributes is a hole where `meta:interpolation`
    /// does not say otherwise.
    package var interpolatesText = true

    /// Whether expressions without a prefix are those of `python:`, with alternatives, and
    /// not paths.
    package var defaultsToPython = false

    /// Whether statements stand together on an element, and more than once, as in Chameleon.
    package var combinesStatements = false

    /// Whether `${…}` in scripts and style sheets is a hole, where it is one in text.
    package var interpolatesCode = false

    /// How deep expressions may be nested.
    package var expressionDepth = 128

    /// How many attributes one element may have.
    package var attributes = 256

    /// The expression types of the application, whose names are functions of
    /// `python:` too.
    package var applicationPrefixes: Set<String> = []

    /// Whether names that begin with `_` may be read.
    package var readsPrivateNames = true

    package init() {}
}
