// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// `talisman i18n check`, and what `check` says of translations, by what a shell sees.
@Suite struct CheckTranslationsCommandTests {
    private let page = """
        <body i18n:domain="shop">
        <p i18n:translate="">Hello, ${name}</p>
        <p i18n:translate="things" i18n:data="python: {'count': n}">$count things</p>
        <p title="Cart" i18n:attributes="title">x</p>
        </body>

        """

    private let german = """
        msgid ""
        msgstr "Content-Type: text/plain; charset=UTF-8\\n"

        msgid "Hello, ${name}"
        msgstr "Hallo, ${name}"

        msgid "things"
        msgstr "$count Dinge"

        msgid "Cart"
        msgstr "Korb"

        """

    private func run(
        _ command: [String],
        _ changes: [String: String] = [:]
    ) throws -> (lines: [String], result: Program.Result) {
        var files = [
            "pages/page.html": page,
            "pages/locales/de/LC_MESSAGES/shop.po": german,
        ]
        files.merge(changes) { _, change in change }
        let folder = try TemporaryFolder(files)
        let result = try Command.run(command, in: folder.path)
        let lines = result.output.split(separator: "\n").filter { !$0.contains(" | ") }
        return (lines.map(String.init), result)
    }

    @Test func findsNothingWrong() throws {
        for command in [["i18n", "check", "--strict", "pages"], ["check", "--strict", "pages"]] {
            let (lines, result) = try run(command)
            #expect(lines == ["1 template, 0 errors, 0 warnings"])
            #expect(result.errors == "")
            #expect(result.status == 0)
        }
    }

    @Test func findsNamesThatTheMessageHasNot() throws {
        let wrong = german.replacingOccurrences(of: "Hallo, ${name}", with: "Hallo, ${nmae}")
            .replacingOccurrences(of: "$count Dinge", with: "${count} ${of}")
        let changes = ["pages/locales/de/LC_MESSAGES/shop.po": wrong]
        let names = [
            "the translation into 'de' names 'nmae', which the message does not have [unknown-name]",
            "the translation into 'de' names 'of', which the message does not have [unknown-name]",
        ]
        let (errors, result) = try run(["i18n", "check", "pages"], changes)
        #expect(
            errors == [
                "pages/page.html:2:1: error: \(names[0])", "note: did you mean 'name'?",
                "pages/page.html:3:1: error: \(names[1])", "1 template, 2 errors, 0 warnings",
            ]
        )
        #expect(result.status == 1)
        let (warnings, check) = try run(["check", "pages"], changes)
        #expect(warnings[0] == "pages/page.html:2:1: warning: \(names[0])")
        #expect(warnings.last == "1 template, 0 errors, 2 warnings")
        #expect(check.status == 1)
    }

    @Test func findsNamesThatAreNone() throws {
        let wrong = german.replacingOccurrences(of: "Hallo, ${name}", with: "Hallo, ${name} ${name")
            .replacingOccurrences(of: "Korb", with: "Korb ${1}")
        let changes = ["pages/locales/de/LC_MESSAGES/shop.po": wrong]
        for command in [["i18n", "check", "pages"], ["check", "pages"]] {
            let (lines, result) = try run(command, changes)
            #expect(
                lines == [
                    "pages/page.html:2:1: warning: the translation into 'de' has '${name', which is "
                        + "no name [malformed-name]",
                    "note: a name is written as ${name}, or as $name",
                    "pages/page.html:4:1: warning: the translation into 'de' has '${1}', which is "
                        + "no name [malformed-name]",
                    "note: a name is written as ${name}, or as $name",
                    "1 template, 0 errors, 2 warnings",
                ]
            )
            #expect(result.status == (command.count == 2 ? 1 : 0))
        }
    }

    @Test func findsValuesThatATranslationLeavesOut() throws {
        let wrong = german.replacingOccurrences(of: "Hallo, ${name}", with: "Hallo")
            .replacingOccurrences(of: "$count Dinge", with: "Dinge")
        let changes = ["pages/locales/de/LC_MESSAGES/shop.po": wrong]
        let (lines, result) = try run(["i18n", "check", "pages"], changes)
        #expect(
            lines == [
                "pages/page.html:2:1: warning: the translation into 'de' leaves out 'name' "
                    + "[value-left-out]",
                "pages/page.html:3:1: warning: the translation into 'de' leaves out 'count' "
                    + "[value-left-out]",
                "1 template, 0 errors, 2 warnings",
            ]
        )
        #expect(result.status == 0)
        #expect(try run(["check", "--strict", "pages"], changes).result.status == 0)
    }

    @Test func aFormOfSeveralMayLeaveAValueOut() throws {
        let forms = """
            msgid "things"
            msgid_plural "things"
            msgstr[0] "ein Ding"
            msgstr[1] "$count Dinge"

            """
        let plural = german.replacingOccurrences(
            of: "msgid \"things\"\nmsgstr \"$count Dinge\"\n",
            with: forms
        )
        let changes = ["pages/locales/de/LC_MESSAGES/shop.po": plural]
        let (lines, _) = try run(["i18n", "check", "--strict", "pages"], changes)
        #expect(lines == ["1 template, 0 errors, 0 warnings"])
    }

    @Test func findsMessagesThatNoCatalogCanHave() throws {
        let computed = page.replacingOccurrences(of: "${name}", with: "<b tal:content=\"x\">x</b>")
        let changes = ["pages/page.html": computed]
        let (lines, result) = try run(["i18n", "check", "pages"], changes)
        #expect(
            lines.first == "pages/page.html:2:1: warning: a computed part of the message has no "
                + "'i18n:name': no catalog can have it [computed-message]"
        )
        #expect(lines.last == "1 template, 0 errors, 1 warning")
        #expect(result.status == 0)
        #expect(try run(["check", "--strict", "pages"], changes).result.status == 0)
    }

    @Test func findsDomainsOfSomeLanguagesThatNoTemplateNames() throws {
        let changes = [
            "pages/locales/de/LC_MESSAGES/talisman.po": german,
            "pages/locales/fr/LC_MESSAGES/shop.po": german,
        ]
        let (lines, result) = try run(["i18n", "check", "pages"], changes)
        #expect(
            lines == [
                "pages/locales: warning: there is no catalog of the domain 'talisman' for 'fr' "
                    + "[catalog-not-found]",
                "1 template, 0 errors, 1 warning",
            ]
        )
        #expect(result.status == 0)
        #expect(try run(["check", "--strict", "pages"], changes).result.status == 0)
    }

    @Test func findsMessagesWithoutATranslation() throws {
        let part = german.replacingOccurrences(of: "msgid \"Cart\"\nmsgstr \"Korb\"\n", with: "")
        let changes = ["pages/locales/de/LC_MESSAGES/shop.po": part]
        let (lines, result) = try run(["i18n", "check", "pages"], changes)
        #expect(
            lines == [
                "pages/page.html:4:1: warning: 'Cart' has no translation into 'de' "
                    + "[not-translated]",
                "1 template, 0 errors, 1 warning",
            ]
        )
        #expect(result.status == 0)
        #expect(try run(["i18n", "check", "--strict", "pages"], changes).result.status == 1)
        #expect(try run(["check", "pages"], changes).lines == ["1 template, 0 errors, 0 warnings"])
    }

    @Test func findsDomainsWithoutACatalog() throws {
        let other = page.replacingOccurrences(of: "\"shop\"", with: "\"shpo\"")
        let message = "there is no catalog of the domain 'shpo' [catalog-not-found]"
        let (errors, result) = try run(["i18n", "check", "pages"], ["pages/page.html": other])
        #expect(
            errors == [
                "pages/page.html:2:1: error: \(message)", "note: did you mean 'shop'?",
                "1 template, 1 error, 0 warnings",
            ]
        )
        #expect(result.status == 1)
        let warnings = try run(["check", "pages"], ["pages/page.html": other]).lines
        #expect(warnings.first == "pages/page.html:2:1: warning: \(message)")
    }

    @Test func findsLanguagesWithoutTheCatalogOfADomain() throws {
        let changes = [
            "pages/locales/fr/LC_MESSAGES/mail.po": german,
            "pages/locales/de-AT/LC_MESSAGES/mail.po": german,
        ]
        let (lines, _) = try run(["i18n", "check", "pages"], changes)
        #expect(
            lines.first == "pages/page.html:2:1: error: there is no catalog of the domain 'shop' "
                + "for 'fr' [catalog-not-found]"
        )
        #expect(lines.last == "1 template, 1 error, 1 warning")
    }

    @Test func findsMessagesWithoutADomain() throws {
        let plain = page.replacingOccurrences(of: " i18n:domain=\"shop\"", with: "")
        let message =
            "the messages of the template have no domain, and are in 'default' [no-domain]"
        for command in [["i18n", "check", "pages"], ["check", "pages"]] {
            let (lines, result) = try run(command, ["pages/page.html": plain])
            #expect(lines.first == "pages/page.html:2:1: warning: \(message)")
            #expect(lines.last == "1 template, 0 errors, 1 warning")
            #expect(result.status == (command.count == 2 ? 1 : 0))
        }
        let changes = [
            "pages/page.html": plain, "pages/locales/de/LC_MESSAGES/default.po": german,
        ]
        #expect(try run(["check", "--strict", "pages"], changes).result.status == 0)
    }

    @Test func regionsHaveWhatTheirLanguageHas() throws {
        let some = "msgid \"Cart\"\nmsgstr \"Wagerl\"\n"
        let changes = ["pages/locales/de_AT/LC_MESSAGES/shop.po": some]
        let (lines, _) = try run(["i18n", "check", "--strict", "pages"], changes)
        #expect(lines == ["1 template, 0 errors, 0 warnings"])
    }

    @Test func theLanguageOfTheTemplatesNeedsNoTranslation() throws {
        let changes = ["pages/locales/en/LC_MESSAGES/shop.po": "msgid \"a\"\nmsgstr \"b\"\n"]
        #expect(try run(["i18n", "check", "--strict", "pages"], changes).result.status == 0)
        let command = ["i18n", "check", "--source", "de", "--strict", "pages"]
        let (lines, result) = try run(command, changes)
        #expect(lines.last == "1 template, 0 errors, 3 warnings")
        #expect(result.status == 1)
    }

    @Test func needsCatalogs() throws {
        let folder = try TemporaryFolder(["pages/page.html": page])
        let result = try Command.run(["i18n", "check", "pages"], in: folder.path)
        #expect(result.errors.hasPrefix("there are no catalogs in 'pages/locales'"))
        #expect(
            result.errors.hasSuffix(
                "note: 'talisman i18n extract' writes DOMAIN.pot, of which 'msginit' makes "
                    + "pages/locales/LANGUAGE/LC_MESSAGES/DOMAIN.po\n"
            )
        )
        #expect(result.status == 2)
        let missing = try Command.run(
            ["i18n", "check", "--catalog", "nope", "pages"],
            in: folder.path
        )
        #expect(missing.errors.contains("nope' of catalogs"))
        #expect(missing.status == 2)
        try folder.write("texts/notes.txt", "none yet")
        let empty = try Command.run(
            ["i18n", "check", "--catalog", "texts", "pages"],
            in: folder.path
        )
        #expect(empty.errors.hasPrefix("there are no catalogs in 'texts'\nnote: "))
        #expect(empty.status == 2)
    }

    @Test func readsTheCatalogsOfAFolder() throws {
        let folder = try TemporaryFolder([
            "pages/page.html": page, "texts/de/LC_MESSAGES/shop.po": german,
        ])
        let command = ["i18n", "check", "--strict", "--catalog", "texts", "pages"]
        #expect(try Command.run(command, in: folder.path).status == 0)
        try folder.write("texts/de/LC_MESSAGES/shop.po", "msgid")
        let broken = try Command.run(command, in: folder.path)
        #expect(broken.errors.hasPrefix("texts/de/LC_MESSAGES/shop.po:1:1: error: "))
        #expect(broken.status == 1)
    }

    @Test func findsNothingWrongWithTheShop() throws {
        let result = try Command.run(["i18n", "check", "--strict", "Templates"])
        #expect(result.output.contains("0 errors, 0 warnings"), "\(result.output)")
        #expect(result.status == 0)
    }
}
