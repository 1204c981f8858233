// SPDX-License-Identifier: Apache-2.0

/// How expressions without a prefix are read, and which statements go together.
public enum TemplateDialect: String, Sendable, Hashable, CaseIterable, Codable {
    /// As Zope does: `user/name` is a path.
    case zope

    /// As Chameleon does: `user.name` is an expression of `python:`, in which `a | b` are
    /// alternatives and `a.b` of a mapping is its item.
    ///
    /// A statement may stand twice on an element, and the last one counts. `define-macro`,
    /// `use-macro`, `define-slot` and `fill-slot` may stand together; `tal:comment` is ignored.
    case chameleon
}

// What else differs, by name.
extension TemplateDialect {
    /// Whether expressions without a prefix are those of `python:`, with alternatives.
    var defaultsToPython: Bool { self == .chameleon }

    /// Whether statements of one element may be together that exclude each other elsewhere.
    var combinesStatements: Bool { self == .chameleon }

    /// Whether `${…}` in scripts and style sheets is a hole.
    var interpolatesCode: Bool { self == .chameleon }

    /// Whether `a.b` of a mapping is its item.
    var itemsAreAttributes: Bool { self == .chameleon }

    /// Whether `i18n:translate` looks up what a content becomes that is one hole.
    var looksUpHoles: Bool { self == .chameleon }

    /// Whether a template has its macros by their names, and its macros have `names`.
    var templatesHaveMacros: Bool { self == .chameleon }

    /// Whether an alternative stands for a value that cannot be converted.
    var wrongValuesAreAbsent: Bool { self == .chameleon }
}
