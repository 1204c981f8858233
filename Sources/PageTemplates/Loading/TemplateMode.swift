// SPDX-License-Identifier: Apache-2.0

/// How a template's markup is read.
public enum TemplateMode: String, Sendable, Hashable, CaseIterable {
    /// HTML: void elements, optional end tags, boolean attributes.
    case html

    /// XML: well-formed documents, no boolean attributes.
    case xml
}
