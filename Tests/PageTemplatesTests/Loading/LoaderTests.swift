// SPDX-License-Identifier: Apache-2.0

import Foundation
import PageTemplates
import Testing

/// What loaders find, and what they refuse.
@Suite struct LoaderTests {
    /// A folder for one test, which removes it.
    private struct Folder {
        let path: String
        let root: String

        init() throws {
            path = FileManager.default.temporaryDirectory.path + "/templates-\(UUID().uuidString)"
            root = path + "/root"
            try FileManager.default.createDirectory(
                atPath: root + "/shop",
                withIntermediateDirectories: true
            )
            try write("<p>page</p>", to: "root/page.html")
            try write("<p>cart</p>", to: "root/shop/cart.html")
            try write("secret", to: "secret.html")
        }

        func remove() {
            try? FileManager.default.removeItem(atPath: path)
        }

        func write(_ text: String, to name: String) throws {
            try Data(text.utf8).write(to: URL(filePath: "\(path)/\(name)"))
        }

        func link(_ name: String, to target: String) throws {
            try FileManager.default.createSymbolicLink(
                atPath: "\(root)/\(name)",
                withDestinationPath: target
            )
        }
    }

    private func code(_ body: () throws(TemplateError) -> Void) -> TemplateError.Code? {
        do throws(TemplateError) {
            try body()
            return nil
        } catch {
            return error.code
        }
    }

    @Test func filesAreFoundBelowTheRoot() throws {
        let folder = try Folder()
        defer { folder.remove() }
        let loader = FileTemplateLoader(root: folder.root)
        #expect(try loader.load("page.html").bytes == Array("<p>page</p>".utf8))
        #expect(try loader.load("shop/cart.html").bytes == Array("<p>cart</p>".utf8))
        #expect(loader.names == ["page.html", "shop/cart.html"])
    }

    @Test(arguments: [
        "", "/page.html", "../secret.html", "shop/../page.html", "shop/../../secret.html",
        "./page.html", "shop//cart.html", "shop/", "..", "shop\\cart.html", "..\\secret.html",
        "page.html\0", "page.html\0.png",
    ])
    func namesThatCouldLeadOutAreRefused(_ name: String) throws {
        let folder = try Folder()
        defer { folder.remove() }
        let loader = FileTemplateLoader(root: folder.root)
        #expect(
            code { () throws(TemplateError) in _ = try loader.load(name) } == .templateNameRefused
        )
    }

    @Test func linksStayBelowTheRoot() throws {
        let folder = try Folder()
        defer { folder.remove() }
        let loader = FileTemplateLoader(root: folder.root)
        try folder.link("inside.html", to: "shop/cart.html")
        try folder.link("outside.html", to: "../secret.html")
        try folder.link("absolute.html", to: folder.path + "/secret.html")
        try folder.link("up", to: "..")
        try folder.link("nowhere.html", to: "gone.html")
        #expect(try loader.load("inside.html").bytes == Array("<p>cart</p>".utf8))
        for name in ["outside.html", "absolute.html", "up/secret.html"] {
            #expect(
                code { () throws(TemplateError) in _ = try loader.load(name) }
                    == .templateNameRefused
            )
        }
        #expect(
            code { () throws(TemplateError) in _ = try loader.load("nowhere.html") }
                == .templateNotFound
        )
    }

    @Test func siblingWithTheSamePrefixIsOutside() throws {
        let folder = try Folder()
        defer { folder.remove() }
        try FileManager.default.createDirectory(
            atPath: folder.path + "/root2",
            withIntermediateDirectories: true
        )
        try folder.write("x", to: "root2/x.html")
        try folder.link("x.html", to: "../root2/x.html")
        let loader = FileTemplateLoader(root: folder.root)
        #expect(
            code { () throws(TemplateError) in _ = try loader.load("x.html") }
                == .templateNameRefused
        )
    }

    @Test func foldersAreUnreadable() throws {
        let folder = try Folder()
        defer { folder.remove() }
        let loader = FileTemplateLoader(root: folder.root)
        #expect(
            code { () throws(TemplateError) in _ = try loader.load("shop") } == .templateUnreadable
        )
    }

    @Test func changedFilesHaveAnotherVersion() throws {
        let folder = try Folder()
        defer { folder.remove() }
        let loader = FileTemplateLoader(root: folder.root)
        let version = try loader.version(of: "page.html")
        #expect(try loader.version(of: "page.html") == version)
        #expect(try loader.load("page.html").version == version)
        try folder.write("<p>longer page</p>", to: "root/page.html")
        #expect(try loader.version(of: "page.html") != version)
    }

    @Test func missingTemplatesOfferTheNearestName() throws {
        let folder = try Folder()
        defer { folder.remove() }
        let loaders: [any TemplateLoader] = [
            FileTemplateLoader(root: folder.root),
            MemoryTemplateLoader(["page.html": "x"]),
        ]
        for loader in loaders {
            do throws(TemplateError) {
                _ = try loader.load("pgae.html")
                Issue.record("no error")
            } catch {
                #expect(error.code == .templateNotFound)
                #expect(error.notes.map(\.message) == ["did you mean 'page.html'?"])
            }
        }
    }

    @Test func memoryKeepsWhatItGot() throws {
        let loader = MemoryTemplateLoader(["a/b.html": "é", "../c": "x"])
        #expect(try loader.load("a/b.html").bytes == [0xC3, 0xA9])
        #expect(try loader.load("../c").bytes == [0x78])
        #expect(loader.names == ["../c", "a/b.html"])
    }
}
