// SPDX-License-Identifier: Apache-2.0

import Foundation
import PageTemplates
import TemplateTools
import TestSupport
import Testing

/// What `.talisman.yml` says, and what is wrong with it.
@Suite struct ManifestFileTests {
    @Test func readsAllKeys() throws {
        let manifest = try ManifestFile.manifest(
            reading: """
                # Of the shop.
                dialect: chameleon
                interpolation: false
                trim: true
                trustText: true
                trustHandlers: yes
                allowScripts: off
                extensions: [tpl, 'xpt2']
                expressionTypes:
                  - provider
                  - tile
                namespaces: fmt
                functions: [test, price]
                variables: []
                """
        )
        var expected = TemplateManifest()
        expected.dialect = .chameleon
        expected.interpolatesText = false
        expected.trimsStatementLines = true
        expected.trustsPlainText = true
        expected.trustsHandlers = true
        expected.allowsScripts = false
        expected.extensions = ["tpl", "xpt2"]
        expected.expressionTypes = ["provider", "tile"]
        expected.namespaces = ["fmt"]
        expected.functions = ["test", "price"]
        expected.variables = []
        #expect(manifest == expected)
        #expect(try ManifestFile.manifest(reading: manifest.yaml) == manifest)
    }

    /// Models come back with all that is said of them, signs that a file must not have too.
    @Test func readsModels() throws {
        var manifest = TemplateManifest()
        manifest.contract.pages = ["shop/a.html": "Page", "b.html": "Paged<Item, Int>"]
        manifest.contract.shared = ["site", "user"]
        manifest.contract.models = [
            "Page": [
                .init(
                    "title",
                    .plain(.text),
                    "A \"title\" & more,\n*two* lines\\",
                    at: .init(file: "A/B.swift", line: 3)
                ),
                .init("items", .list(.optional(.model("Item")))),
            ],
            "Item": [],
        ]
        #expect(try ManifestFile.manifest(reading: manifest.yaml) == manifest)
        let short = "models: {Page: {title: text, \"items\": {\"type\": \"[Item?]\"}}}"
        let read = try ManifestFile.manifest(reading: short).contract.models["Page"]
        #expect(
            read == [
                .init("title", .plain(.text)), .init("items", .list(.optional(.model("Item")))),
            ]
        )
    }

    @Test(arguments: [
        ("models: [a]", "models and their members were expected"),
        ("models: {A: {b: '[c'}}", "a type is as 'text', '[Product]', '{integer}' or 'Cart?'"),
        ("models: {A: {b: {at: c}}}", "a place is as 'Shop/Product.swift:12'"),
        ("models: {A: {b: {typ: c}}}", "a member has a 'type', a 'doc' and an 'at'"),
        ("pages: {a: [b]}", "the name of a model was expected"),
    ])
    func refusesWrongModels(text: String, message: String) throws {
        let error = try #require(throws: TemplateError.self) {
            try ManifestFile.manifest(reading: text)
        }
        #expect(error.message == message)
    }

    @Test(arguments: ["", "\n", "# nothing\n", "---\n", "{}", "dialect: zope\n"])
    func readsWhatSaysLittle(text: String) throws {
        var expected = TemplateManifest()
        if text.hasPrefix("dialect") { expected.dialect = .zope }
        #expect(try ManifestFile.manifest(reading: text) == expected)
    }

    /// A manifest's text comes back as it was meant, names that YAML takes for others too.
    @Test func writesWhatItReads() throws {
        var manifest = TemplateManifest()
        manifest.dialect = .zope
        manifest.trustsHandlers = false
        manifest.expressionTypes = ["provider", "y", "no"]
        manifest.namespaces = Set((1...40).map { "space\($0)" })
        manifest.variables = []
        #expect(try ManifestFile.manifest(reading: manifest.yaml) == manifest)
        #expect(TemplateManifest().yaml == "")
    }

    static let wrong: [(text: String, report: String)] = [
        (
            "dialekt: zope\n",
            """
            .talisman.yml:1:1: error: 'dialekt' is no key of a manifest [invalid-manifest]
            1 | dialekt: zope
              | ^~~~~~~
            note: did you mean 'dialect'?
            """
        ),
        (
            "dialect: plone",
            """
            .talisman.yml:1:10: error: a dialect is 'zope' or 'chameleon' [invalid-manifest]
            1 | dialect: plone
              |          ^~~~~
            """
        ),
        (
            "# ä\nnamespaces: [fmt, 'a b']",
            """
            .talisman.yml:2:19: error: 'a b' is not a prefix [invalid-manifest]
            2 | namespaces: [fmt, 'a b']
              |                   ^~~
            """
        ),
        (
            "expressionTypes: [python]",
            """
            .talisman.yml:1:19: error: 'python' is not a prefix of an application [invalid-manifest]
            1 | expressionTypes: [python]
              |                   ^~~~~~
            """
        ),
        (
            "interpolation: 3",
            """
            .talisman.yml:1:16: error: 'true' or 'false' was expected [invalid-manifest]
            1 | interpolation: 3
              |                ^
            """
        ),
        (
            "functions: {a: b}",
            """
            .talisman.yml:1:12: error: '…' is not a name [invalid-manifest]
            1 | functions: {a: b}
              |            ^
            """
        ),
        (
            "functions: &a [test] # one\nvariables: *a\n",
            """
            .talisman.yml:1:12: error: a manifest has no '*' and '&', also in comments [invalid-manifest]
            1 | functions: &a [test] # one
              |            ^
            """
        ),
        (
            "- a\n- b\n",
            """
            .talisman.yml:1:1: error: a manifest has keys and values, as 'dialect: zope' [invalid-manifest]
            1 | - a
              | ^
            """
        ),
    ]

    @Test(arguments: wrong) func reportsWhatIsWrong(text: String, report: String) {
        let error = #expect(throws: TemplateError.self) {
            try ManifestFile.manifest(reading: text)
        }
        #expect(error?.description == report)
    }

    @Test(arguments: [
        "a: [", "a: b: c", "\tdialect: zope", "dialect: zope\ndialect: zope", "a: *x",
    ])
    func placesWhatIsNoYAML(text: String) {
        let error = #expect(throws: TemplateError.self) {
            try ManifestFile.manifest(reading: text)
        }
        #expect(error?.code == .invalidManifest)
        #expect(error?.location != nil)
    }

    // MARK: - Files

    @Test func findsTheNearestFile() throws {
        let folder = try TemporaryFolder([
            ".git/HEAD": "", "a/b/c/page.pt": "", "a/.talisman.yml": "", "a/b/.talisman.yml": "",
            "d/page.pt": "",
        ])
        let path = folder.path
        #expect(ManifestFile.nearest(to: "\(path)/a/b/c")?.hasSuffix("/a/b/.talisman.yml") == true)
        #expect(ManifestFile.nearest(to: "\(path)/a/b/") == "\(path)/a/b/.talisman.yml")
        #expect(ManifestFile.nearest(to: "\(path)/a") == "\(path)/a/.talisman.yml")
        #expect(ManifestFile.nearest(to: "\(path)/d") == nil)
    }

    @Test func namesTheFileThatCannotBeRead() throws {
        let folder = try TemporaryFolder()
        try Data([0xE4, 0x0A]).write(to: URL(filePath: "\(folder.path)/latin.yml"))
        let error = #expect(throws: TemplateError.self) {
            try ManifestFile.manifest(at: "\(folder.path)/none.yml")
        }
        #expect(error?.code == .templateUnreadable)
        #expect(error?.description.contains("\(folder.path)/none.yml") == true)
        let encoding = #expect(throws: TemplateError.self) {
            try ManifestFile.manifest(at: "\(folder.path)/latin.yml")
        }
        #expect(encoding?.code == .invalidManifest)
    }
}
