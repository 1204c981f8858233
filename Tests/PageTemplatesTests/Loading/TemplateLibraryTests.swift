// SPDX-License-Identifier: Apache-2.0

import Foundation
import PageTemplates
import Testing

@Suite struct TemplateLibraryTests {
    @Test func compilesOnceForManyTasks() async throws {
        let loader = MutableLoader(["page.html": "<p>one</p>"])
        let library = TemplateLibrary(loader)
        try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<32 {
                group.addTask { try library.template("page.html").render() }
            }
            for try await page in group {
                #expect(page == "<p>one</p>")
            }
        }
        #expect(loader.loads == 1)
    }

    /// As templates of Roundup name each other.
    @Test func referencesMayLeaveOutTheEnding() throws {
        let use = "<b metal:use-macro=\"templates/NAME/macros/m\">x</b>"
        let loader = MutableLoader([
            "a.html": use.replacing("NAME", with: "lib/page"),
            "b.html": use.replacing("NAME", with: "lib/other"),
            "lib/page.html": "<i metal:define-macro=\"m\">page</i>",
            "lib/other": "<i metal:define-macro=\"m\">other</i>",
            "lib/other.html": "<i metal:define-macro=\"m\">not this</i>",
        ])
        let library = TemplateLibrary(loader)
        #expect(try library.template("a.html").render() == "<i>page</i>")
        #expect(try library.template("b.html").render() == "<i>other</i>")
        #expect(throws: TemplateError.self) { try library.template("a") }
    }

    @Test func keepsWhatItHasUnlessItReloads() throws {
        let loader = MutableLoader(["page.html": "<p>one</p>"])
        let library = TemplateLibrary(loader)
        _ = try library.template("page.html")
        loader.change("page.html", to: "<p>two</p>")
        #expect(try library.template("page.html").render() == "<p>one</p>")
    }

    @Test func reloadsWhatHasChanged() throws {
        let loader = MutableLoader(["page.html": "<p>one</p>"])
        let library = TemplateLibrary(loader, reloads: true)
        #expect(try library.template("page.html").render() == "<p>one</p>")
        #expect(try library.template("page.html").render() == "<p>one</p>")
        #expect(loader.loads == 1)
        loader.change("page.html", to: "<p>two</p>")
        #expect(try library.template("page.html").render() == "<p>two</p>")
    }

    @Test func showsTheErrorOfAChangeAndRecovers() throws {
        let loader = MutableLoader(["page.html": "<p>one</p>"])
        let library = TemplateLibrary(loader, reloads: true)
        _ = try library.template("page.html")
        loader.change("page.html", to: "<p tal:contents=\"x\"/>")
        let error = #expect(throws: TemplateError.self) { try library.template("page.html") }
        #expect(error?.code == .unknownStatement)
        loader.change("page.html", to: "<p>three</p>")
        #expect(try library.template("page.html").render() == "<p>three</p>")
    }

    @Test(arguments: ["../secret.html", "/etc/passwd", "a/../../b", "a\0b", "", "a//b", "."])
    func refusesNamesThatLeadOutside(name: String) {
        let library = TemplateLibrary(root: FileManager.default.temporaryDirectory.path)
        let error = #expect(throws: TemplateError.self) { try library.template(name) }
        #expect(error?.code == .templateNameRefused)
    }
}
