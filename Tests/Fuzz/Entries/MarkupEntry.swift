// SPDX-License-Identifier: Apache-2.0

@testable import PageTemplates
@testable import Talisman
@testable import WebSessions

/// Cleans markup that a visitor wrote, and puts ids into the links of a page with it.
///
/// The input is a byte of choices and the markup.
enum MarkupEntry {
    static func run(_ input: [UInt8]) throws {
        var rest = input[...]
        let sanitizer = sanitizers[Int(rest.takeChoices()) % sanitizers.count]
        let text = String(decoding: rest, as: UTF8.self)
        let once = SafeMarkup(sanitizing: text, by: sanitizer).text
        let twice = SafeMarkup(sanitizing: once, by: sanitizer).text
        try require(once == twice, "cleaning twice changes \(once.debugDescription)")
        try checkIsWellFormed(once)
        try checkLinks(Array(once.utf8))
        try checkLinks(Array(rest))
    }

    /// As the reader of templates in XML sees it.
    private static func checkIsWellFormed(_ markup: String) throws {
        let document = "<page>\(markup)</page>"
        var configuration = TemplateConfiguration()
        configuration.interpolatesText = false
        let page = try? Template(named: "page.xml", document, configuration: configuration).render()
        try require(page == document, "\(markup.debugDescription) is not well-formed")
    }

    /// What is put in leaves the rest of the page as it was.
    private static func checkLinks(_ page: [UInt8]) throws {
        let rewriter = LinkRewriter([.query(name: "sid", token: "TOKEN")], url: "/here?a=b")
        let rewritten = rewriter.rewrite(page)
        try require(rewritten.count >= page.count, "rewriting links makes a page shorter")
    }

    private static let sanitizers: [MarkupSanitizer] = {
        var wide = MarkupSanitizer.article
        for element in MarkupSanitizer.Element.allCases {
            wide.elements[element] = Set(MarkupSanitizer.Attribute.allCases)
        }
        wide.classes = ["*"]
        wide.identifierPrefix = "u-"
        wide.maximumDepth = 6
        return [.comment, .article, wide]
    }()
}
