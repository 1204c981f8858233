// SPDX-License-Identifier: Apache-2.0

/// How expressions without a prefix are read.
public enum TemplateDialect: String, Sendable, Hashable, CaseIterable, Codable {
    /// As Zope does: `user/name` is a path.
    case zope

    /// As Chameleon does: `user.name` is an expression of `python:`, in which `a | b` are
    /// alternatives and `a.b` of a mapping is its item.
    case chameleon
}
