// SPDX-License-Identifier: Apache-2.0

/// A known fault of libxml2, which reads some tags otherwise than HTML says.
///
/// What one of these explains tells nothing about the template. CONTRIBUTING says how
/// the two readings are compared.
enum ParserFault: CaseIterable {
    /// `<html>`, `<head>` and `<body>` are left out where they are not the first tags, as
    /// in a template with a macro or a block around its page.
    case misplacedRoot

    /// Behind a document type that is not in the first place, an end tag is lost.
    case misplacedDoctype

    /// `<section>` and other elements that HTML 4 does not know end no `<p>`.
    case openParagraph

    /// From 2.14 on the content of these is text, as it is to browsers; in a template,
    /// elements with statements can stand there.
    case textElement

    /// The elements that it is about; none where it is about no name.
    var names: Set<String> {
        switch self {
        case .misplacedRoot: ["html", "head", "body"]
        case .misplacedDoctype: []
        case .openParagraph: ["p"]
        case .textElement: ["title", "textarea", "xmp", "iframe", "noembed", "noframes"]
        }
    }
}
