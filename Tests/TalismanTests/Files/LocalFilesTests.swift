// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import Talisman
import TestSupport
import Testing

/// Addresses and digests of files; the digests are those of `openssl dgst`.
@Suite struct LocalFilesTests {
    private static let digest = """
        sha384-Idz/YKhxm3yXtz1m9qhWDk/cQM5jFqt5TKbrGBXaqPTBr2fT/tUth8IOVP/beZWP
        """

    private func page(_ text: String, _ files: LocalFiles) throws -> String {
        var configuration = TemplateConfiguration.talisman
        configuration.add(files)
        let template = try Template(named: "page.html", text, configuration: configuration)
        return try template.render(TemplateContext(["name": "site", "none": "missing"]))
    }

    private func folder() throws -> TemporaryFolder {
        try TemporaryFolder([
            "site.css": "p {}", "a b/ü.css": "p {}", ".hidden": "secret", "a b/.hidden": "secret",
        ])
    }

    @Test func aPageNamesTheVersionAndTheDigestOfAFile() throws {
        let folder = try folder()
        let files = try LocalFiles(folder: folder.path, at: "/static/")
        let text = """
            <link tal:attributes="href static:site.css; integrity integrity:${name}.css">
            """
        #expect(
            try page(text, files) == """
                <link href="/static/site.css?v=48d24394dd48cb69a7b7" integrity="\(Self.digest)">
                """
        )
        #expect(files.names == ["a b/ü.css", "site.css"])
        #expect(
            files.file("a b/ü.css")?.url == "/static/a%20b/%C3%BC.css?v=48d24394dd48cb69a7b7"
        )
    }

    @Test func aFileThatIsNotThereIsAnErrorOfTheTemplate() throws {
        let folder = try folder()
        let files = try LocalFiles(folder: folder.path)
        for name in ["none.css", "../site.css", ".hidden", "a b/.hidden", "/site.css", ""] {
            let error = #expect(throws: TemplateError.self) {
                try page("<p tal:content=\"static:\(name)\"></p>", files)
            }
            #expect(error?.code == .invalidExpression, "\(name)")
        }
        let error = #expect(throws: TemplateError.self) {
            try page("<p tal:content=\"static:${none}.css\"></p>", files)
        }
        #expect(error?.code == .missingMember)
        #expect(throws: TemplateError.self) { try LocalFiles(folder: "\(folder.path)/none") }
    }

    @Test func inDevelopmentAChangeIsSeen() throws {
        let folder = try folder()
        let (fixed, live) = (
            try LocalFiles(folder: folder.path), try LocalFiles(folder: folder.path, reloads: true)
        )
        let before = try #require(live.file("site.css"))
        #expect(fixed.file("site.css") == before)
        try folder.write("site.css", "p { color: red }")
        try folder.write("new.css", "")
        #expect(fixed.file("site.css") == before)
        #expect(fixed.file("new.css") == nil)
        #expect(live.file("site.css")?.integrity != before.integrity)
        #expect(live.file("new.css") != nil)
        #expect(live.file(".hidden") == nil)
        #expect(live.file("../\(folder.path.split(separator: "/").last ?? "")/site.css") == nil)
    }
    @Test func aFileThatHasChangedIsNoVersionAnyMore() throws {
        let folder = try folder()
        let files = try LocalFiles(folder: folder.path, at: "/static")
        let address = try #require(files.file("site.css")).url
        #expect(files.hasFile(at: address))
        #expect(!files.hasFile(at: "/static/site.css"))
        try folder.write("site.css", "p { color: red }")
        #expect(!files.hasFile(at: address))
    }
}
