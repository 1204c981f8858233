// SPDX-License-Identifier: Apache-2.0

import Foundation
import PageTemplates
import TestSupport
import Testing

@Suite struct CompileAllTests {
    @Test func listsAllErrorsOfAllTemplates() throws {
        let folder = try TemporaryFolder([
            "good.html": "<p tal:content=\"x\"></p>",
            "bad.html": "<p tal:contents=\"x\"></p><b tal:repeat=\"x\"></b>",
            "shop/worse.html": "<p tal:content=\"a//b\"></p>",
            "uses.html": "<p metal:use-macro=\"templates/bad.html/macros/m\"></p>",
        ])
        let library = TemplateLibrary(root: folder.path)
        let failure = try #require(throws: TemplateErrors.self) { try library.compileAll() }
        #expect(
            failure.errors.map { $0.location?.description } == [
                "bad.html:1:4", "bad.html:1:40", "shop/worse.html:1:19",
            ]
        )
        #expect(failure.description.hasSuffix("\n\n3 errors in the templates"))
        #expect(failure.description.contains("unknown-statement"))
        #expect(failure.description.contains("invalid-expression"))
    }

    @Test func looksAtTemplatesAlone() throws {
        let folder = try TemporaryFolder([
            "page.html": "<p tal:content=\"x\"></p>",
            "static/picture.svg": "<svg",
            "static/demo.html": "<p><b></p",
            "feed.xml": "<feed tal:content=\"x\"/>",
            "locales/de/LC_MESSAGES/shop.po": "nonsense",
            "data.json": "{",
            "LICENSE.txt": "total: <tal> {x} $y </tal:b>",
        ])
        let library = TemplateLibrary(root: folder.path)
        try library.compileAll()
        try folder.write("feed.xml", "<feed tal:content=\"x\">")
        let failure = #expect(throws: TemplateErrors.self) {
            try TemplateLibrary(root: folder.path).compileAll()
        }
        #expect(failure?.errors.count == 1)
    }

    @Test(arguments: ["icon.svg", "static/demo.html", "page.xhtml", "feed.atom"])
    func aStatementMakesADocumentATemplate(name: String) throws {
        let folder = try TemporaryFolder([name: "<svg tal:contents=\"x\"></svg>"])
        let failure = #expect(throws: TemplateErrors.self) {
            try TemplateLibrary(root: folder.path).compileAll()
        }
        #expect(failure?.errors.map(\.code) == [.unknownStatement])
    }

    @Test(arguments: ["<tal:b content=\"a//b\"/>", "Hello ${a//b}"])
    func aStatementOrAHoleMakesATextATemplate(text: String) throws {
        let folder = try TemporaryFolder(["mail.txt": text, "README.txt": "subtotal:content"])
        let failure = #expect(throws: TemplateErrors.self) {
            try TemplateLibrary(root: folder.path).compileAll()
        }
        #expect(failure?.errors.map(\.code) == [.invalidExpression])
    }

    @Test func keepsWhatItHasCompiled() throws {
        let loader = MutableLoader(["page.html": "<p>one</p>"])
        let library = TemplateLibrary(loader)
        try library.compileAll()
        loader.change("page.html", to: "<p>two</p>")
        #expect(try library.template("page.html").render() == "<p>one</p>")
    }

    @Test func tellsWhatIsDoubtful() throws {
        let loader = MemoryTemplateLoader(["page": "<a href=\"${x}\">x</a>"])
        let warnings = try TemplateLibrary(loader).compileAll()
        #expect(warnings.map(\.code) == [.possibleRefusal])
    }

    @Test func aFolderThatIsNotThereIsNamedByItsWholePath() throws {
        let here = FileManager.default.currentDirectoryPath
        let library = TemplateLibrary(root: "no-such-folder")
        let failure = try #require(throws: TemplateErrors.self) { try library.compileAll() }
        let text = failure.description
        #expect(text.contains("there is no folder '\(here)/no-such-folder' of templates"))
        #expect(text.contains("is looked for in the working directory, '\(here)'"))
        let page = #expect(throws: TemplateError.self) { try library.template("page.html") }
        #expect(page?.code == .templateNotFound)
        #expect(page?.message == failure.errors.first?.message)
    }

    @Test func aFolderWithoutTemplatesIsAnError() throws {
        let folder = try TemporaryFolder(["notes.txt": "nothing"])
        #expect(throws: TemplateErrors.self) {
            try TemplateLibrary(root: folder.path).compileAll()
        }
    }
}
