// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import Testing

/// What is said of layouts that are used in a way that no render complains of.
@Suite struct LayoutWarningTests {
    private static let layout = """
        <!DOCTYPE html>
        <html metal:define-macro="page"><body>
        <main metal:define-slot="main">sample</main>
        <p metal:define-macro="box">x</p>
        </body></html>

        """

    private func warnings(_ page: String, known: Set<String>? = nil) throws -> [String] {
        let files = ["layout.html": Self.layout, "page.html": page, "parts/card.html": "<p/>"]
        var configuration = TemplateConfiguration()
        configuration.knownVariables = known
        let library = TemplateLibrary(MemoryTemplateLoader(files), configuration: configuration)
        return try library.compileAll().map { warning in
            ([warning.message] + warning.notes.map(\.message)).joined(separator: " / ")
        }
    }

    private func page(_ use: String, doctype: String = "<!DOCTYPE html>") -> String {
        "\(doctype)\n<html metal:use-macro=\"\(use)\"><p metal:fill-slot=\"main\">x</p></html>\n"
    }

    // MARK: - The doctype

    @Test(arguments: [
        "<html metal:use-macro=\"templates/layout.html/macros/page\"></html>",
        "<!-- page -->\n<html metal:use-macro=\"templates/layout/macros/page\"></html>",
        "<tal:block define=\"x string:a\"><html metal:use-macro=\"templates/layout.html/macros/page\">"
            + "<p metal:fill-slot=\"main\">${x}</p></html></tal:block>",
    ])
    func aPageWithoutADoctypeIsTold(page: String) throws {
        let found = try warnings(page)
        #expect(found.count == 1)
        #expect(found[0].contains("the page has no doctype: that of 'layout.html' stands outside"))
        #expect(found[0].contains("begin the page with <!DOCTYPE html>"))
    }

    @Test func twoDoctypesAreTold() throws {
        #expect(
            try warnings(page("load:layout.html")) == [
                "the page and 'layout.html' have a doctype each / leave out this one"
            ]
        )
    }

    @Test(arguments: [
        "<!DOCTYPE html>\n<html metal:use-macro=\"templates/layout.html/macros/page\"></html>",
        "<html metal:use-macro=\"load:layout.html\"></html>",
        "<p metal:use-macro=\"templates/layout.html/macros/box\"></p>",
        "<div><p metal:use-macro=\"templates/layout.html/macros/box\"></p></div>",
        "<html metal:define-macro=\"wide\" metal:extend-macro=\"templates/layout.html/macros/page\"/>",
    ])
    func allOtherPagesAreNot(page: String) throws {
        #expect(try warnings(page).isEmpty)
    }

    // MARK: - Macros that are named like variables

    private static func all(_ name: String) -> String {
        "load:\(name) is all of it, templates/\(name)/macros/NAME a macro of it"
    }

    @Test(arguments: [
        ("layout", all("layout.html")),
        ("layout/page", "templates/layout.html/macros/page"),
        ("card", all("parts/card.html")),
        ("parts/card.html/macros/x", "templates/parts/card.html/macros/x"),
    ])
    func aTemplateWithoutItsPrefixIsTold(use: String, remedy: String) throws {
        let root = use.prefix { $0 != "/" }
        #expect(
            try warnings(page(use)) == [
                "nobody knows a variable '\(root)' / another template: \(remedy)"
            ]
        )
    }

    @Test func aMacroOfTheSameFileIsTold() throws {
        let page = "<p metal:define-macro=\"note\">x</p><b metal:use-macro=\"note\"></b>"
        let remedy = "a macro of this template: template/macros/note"
        #expect(try warnings(page) == ["nobody knows a variable 'note' / \(remedy)"])
        #expect(try warnings(page, known: []) == ["nobody knows a variable 'note' / \(remedy)"])
        #expect(try warnings(page, known: ["note"]).isEmpty)
    }

    /// The application may pass templates, and templates their macros.
    @Test(arguments: [
        "<html metal:use-macro=\"layout/macros/page\"></html>",
        "<html metal:use-macro=\"layout | default\"></html>",
        "<html metal:use-macro=\"other\"></html>",
        "<tal:block define=\"layout template/macros/a\"><p metal:use-macro=\"layout\"></p></tal:block>"
            + "<p metal:define-macro=\"a\"></p>",
    ])
    func whatMayBeAVariableIsNot(page: String) throws {
        #expect(try warnings(page).isEmpty)
    }

    @Test func theErrorOfTheRenderSaysTheSame() throws {
        let files = ["layout.html": Self.layout, "page.html": page("layout/macros/page")]
        let library = TemplateLibrary(MemoryTemplateLoader(files))
        let error = try #require(throws: TemplateError.self) {
            try library.template("page.html").render()
        }
        #expect(
            error.notes.map(\.message).contains(
                "another template: templates/layout.html/macros/page"
            )
        )
    }

    // MARK: - What fills no slot

    @Test(arguments: [
        "<main>${x}</main>", "${x}", "<p class=\"${x}\">y</p><p>${x}</p>",
        "<p metal:fill-slot=\"main\">x</p> <i>${x}</i>",
    ])
    func holesThatNobodySeesAreTold(content: String) throws {
        let use = "<!DOCTYPE html><html metal:use-macro=\"templates/layout.html/macros/page\">"
        let found = try warnings("\(use)\(content)</html>")
        #expect(found.count == 1)
        #expect(found.first?.hasPrefix("what fills no slot of the macro never goes out") == true)
    }

    @Test func holesInFillersAndRemarksAreNot() throws {
        let use = "<!DOCTYPE html><html metal:use-macro=\"templates/layout.html/macros/page\">"
        let content = "<p tal:replace=\"nothing\">${x}</p><p metal:fill-slot=\"main\">${x}</p>"
        #expect(try warnings("\(use)\(content)</html>").isEmpty)
    }

    @Test(arguments: ["use-macro", "define-macro", "fill-slot", "define-slot", "extend-macro"])
    func aStatementOfMacrosNeedsItsPrefix(name: String) throws {
        let error = try #require(throws: TemplateErrors.self) {
            try warnings("<p \(name)=\"x\">y</p>")
        }
        #expect(error.errors[0].code == .unknownStatement)
        #expect("\(error)".contains("did you mean 'metal:\(name)'?"))
        #expect(try warnings("<my-element \(name)=\"x\"></my-element>").isEmpty)
    }
}
