// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import TestSupport
import Testing

@Suite struct TranslationTests {
    private static func catalog(_ texts: [(String, String)]) -> String {
        texts.map { "msgid \"\($0)\"\nmsgstr \"\($1)\"\n" }.joined(separator: "\n")
    }

    private static let loader = MemoryTemplateLoader([
        "de/LC_MESSAGES/default.po": catalog([("hello", "Hallo, $name!"), ("cart", "Korb")]),
        "de_AT/LC_MESSAGES/default.po": catalog([("hello", "Servus, ${name}!")]),
        "de/LC_MESSAGES/shop.po": catalog([("hello", "Willkommen!")]),
        "sr@latin/LC_MESSAGES/default.po": catalog([("hello", "Zdravo!")]),
        "fr/LC_MESSAGES/default.po": catalog([("hello", "Bonjour, $name !")]),
        "README.md": "Not a catalog.",
        "de/LC_MESSAGES/notes.txt": "Neither.",
        "de/default.po": "Nor this.",
    ])

    private static let rows: [(languages: [String], source: String?, page: String)] = [
        ([], nil, "hello"),
        (["de"], nil, "Hallo, A&amp;B!"),
        (["DE_de"], nil, "Hallo, A&amp;B!"),
        (["de-AT"], nil, "Servus, A&amp;B!"),
        (["de-AT-x-wien"], nil, "Servus, A&amp;B!"),
        (["sr-Latn-RS"], nil, "Zdravo!"),
        (["sr"], nil, "hello"),
        (["it", "fr", "de"], nil, "Bonjour, A&amp;B !"),
        (["en", "de"], nil, "Hallo, A&amp;B!"),
        (["en-GB", "de"], "en", "hello"),
        ([""], nil, "hello"),
        ([String(repeating: "de-", count: 100_000)], nil, "Hallo, A&amp;B!"),
        (["-", "fr"], nil, "Bonjour, A&amp;B !"),
    ]

    @Test(arguments: rows)
    func looksLanguagesUp(languages: [String], source: String?, page: String) throws {
        var configuration = TemplateConfiguration()
        configuration.translator = try TranslationCatalogs(Self.loader, sourceLanguage: source)
        let message = TemplateMessage("hello", mapping: ["name": "A&B"])
        var context = TemplateContext(["m": .object(message)])
        context.languages = languages
        let template = try Template(named: "t", "${m}", configuration: configuration)
        #expect(try template.render(context) == page)
    }

    @Test func listsLanguagesAndDomains() throws {
        let catalogs = try TranslationCatalogs(Self.loader, sourceLanguage: "en")
        #expect(catalogs.languages == ["de", "de-AT", "en", "fr", "sr-Latn"])
        #expect(catalogs.domains == ["default", "shop"])
    }

    @Test func readsFoldersAndNothingElse() throws {
        let files = ["de/LC_MESSAGES/default.po": Self.catalog([("a", "b")])]
        let folder = try TemporaryFolder(files)
        let catalogs = try TranslationCatalogs(root: folder.path)
        #expect(try catalogs.translation(of: .init("a"), into: ["de"]) == "b")
        let error = try #require(throws: TemplateError.self) {
            try TranslationCatalogs(root: folder.path + "/missing")
        }
        #expect(error.code == .templateNotFound)
    }

    @Test func theFileThatTranslatorsEditCounts() throws {
        let loader = MemoryTemplateLoader([
            "de/LC_MESSAGES/default.po": Self.catalog([("a", "edited")]),
            "de/LC_MESSAGES/default.mo": "not even read",
        ])
        let catalogs = try TranslationCatalogs(loader)
        #expect(try catalogs.translation(of: .init("a"), into: ["de"]) == "edited")
    }

    /// A translator of an application.
    private struct Shouting: TemplateTranslator {
        func translation(of message: TemplateMessage, into languages: [String]) throws -> String? {
            guard message.id != "fail" else { throw CancellationError() }
            return message.id.uppercased() + languages.joined()
        }
    }

    private func shout(
        _ template: String,
        _ message: TemplateMessage,
        _ dialect: TemplateDialect = .zope
    ) throws -> String {
        var configuration = TemplateConfiguration()
        configuration.dialect = dialect
        configuration.translator = Shouting()
        var context = TemplateContext(["m": .object(message)])
        context.languages = ["xx"]
        return try Template(named: "t", template, configuration: configuration).render(context)
    }

    @Test func translatorsCanBeBrought() throws {
        #expect(try shout("${m}|${string:$m}", .init("<a")) == "&lt;Axx|&lt;a")
    }

    /// Zope looks up the text with the hole.
    @Test(arguments: [
        ("<p i18n:translate=''> ${'view'} </p>", "<p>VIEWxx</p>"),
        ("<p i18n:translate=''>${m}</p>", "<p>Axx</p>"),
        ("<p i18n:translate='' tal:define=\"x 'view'\">${x}</p>", "<p>VIEWxx</p>"),
    ])
    func chameleonLooksUpWhatAHoleBecomes(template: String, page: String) throws {
        #expect(try shout(template, .init("a"), .chameleon) == page)
    }

    @Test func failuresOfTranslatorsAreErrorsWithAPlace() throws {
        let error = try #require(throws: TemplateError.self) {
            try shout("<p>${m}</p>", .init("fail"))
        }
        #expect(error.code == .translationFailed)
        #expect(error.location?.description == "t:1:6")
        #expect(error.cause is CancellationError)
    }

    private static let interpolations: [(text: String, result: String)] = [
        ("This is $name version ${version}.", "This is Zope version 3."),
        ("${name} $name", "Zope Zope"),
        ("$name $version. $unknown $$name $${version}.", "Zope 3. $unknown $$name $${version}."),
        ("$", "$"), ("$$", "$$"), ("${", "${"), ("${}", "${}"), ("${name", "${name"),
        ("${name }", "${name }"), ("$9 $-", "$9 $-"), ("$name.", "Zope."), ("$name_", "$name_"),
        ("$a-b", "dashed"), ("$loop", "$loop"), ("$inner", "Zope 3 in"), ("é$name", "éZope"),
    ]

    @Test(arguments: interpolations)
    func replacesNames(text: String, result: String) throws {
        let inner = TemplateMessage("$name 3 in", mapping: ["name": "Zope"])
        let mapping: TemplateMapping = [
            "name": "Zope", "version": 3, "a-b": "dashed", "loop": "$loop",
            "inner": .object(inner),
        ]
        let message = TemplateMessage("id", default: text, mapping: mapping)
        let context = TemplateContext(["m": .object(message)])
        #expect(try Template(named: "t", "${m}").render(context) == result)
    }

    @Test func messagesInMappingsHaveALimit() throws {
        var message = TemplateMessage("$m")
        for _ in 0..<100 {
            message = TemplateMessage("$m", mapping: ["m": .object(message)])
        }
        let context = TemplateContext(["m": .object(message)])
        let error = try #require(throws: TemplateError.self) {
            try Template(named: "t", "${m}").render(context)
        }
        #expect(error.code == .translationFailed)
    }

    private static let counts: [(count: Int?, text: String)] = [
        (1, "1 item"), (0, "0 items"), (7, "7 items"), (nil, "$count item"),
    ]

    @Test(arguments: counts)
    func defaultTextsHaveTwoForms(count: Int?, text: String) throws {
        let message = TemplateMessage("$count item", count: count, plural: "$count items")
        let context = TemplateContext(["m": .object(message)])
        #expect(try Template(named: "t", "${m}").render(context) == text)
    }

    @Test func messagesAreStructureWherePlainTextIs() throws {
        var configuration = TemplateConfiguration()
        let context = TemplateContext(["m": .object(TemplateMessage("$b", mapping: ["b": "<b>"]))])
        let markup = "<p tal:content='structure m'/>"
        let error = try #require(throws: TemplateError.self) {
            try Template(named: "t", markup, configuration: configuration).render(context)
        }
        #expect(error.code == .untrustedMarkup)
        configuration.trustsPlainText = true
        let page = try Template(named: "t", markup, configuration: configuration).render(context)
        #expect(page == "<p><b></p>")
    }

    @Test func messagesCompareAsTheirIDs() {
        let message = TemplateValue.object(TemplateMessage("a", default: "x"))
        #expect(message.equals("a"))
        #expect(TemplateValue.string("a").equals(message))
        #expect(message.equals(.object(TemplateMessage("a", domain: "d"))))
        #expect(!message.equals("x"))
        #expect(!message.equals(.object(TemplateMessage("b"))))
    }

    @Test func membersAreReachable() throws {
        let message = TemplateMessage("a", domain: "d", mapping: ["x": 1], count: 2)
        let context = TemplateContext(["m": .object(message)])
        let page = try Template(named: "t", "${m/domain} ${m/mapping/x} ${m/count}").render(context)
        #expect(page == "d 1 2")
    }
}
