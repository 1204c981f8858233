// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import Talisman
import Testing
import WebSessions

@Suite struct SessionReadsTests {
    @Test(
        arguments: [
            ("title", nil),
            ("request/path", nil),
            ("request/session:a/x", fields("a/x")),
            ("request/session:a/x | request/session:b.c/y", fields("a/x", "b.c/y")),
            ("request/session:a/x/deeper", fields("a/x")),
            ("request/session:a", .packages(["a"])),
            ("request/session:a/?key", .packages(["a"])),
            ("request/session:a/x | request/session:a", .packages(["a"])),
            ("request/session:a | request/session:a/x", .packages(["a"])),
            ("request/session:?name/x", .everything),
            ("request/session:a/x | request/session:?name", .everything),
            ("string:${request/session:a/x}", fields("a/x")),
            ("request/form_digest:a", .packages(["a"])),
            ("request/form_digest:a/deeper", .packages(["a"])),
            ("request/session:a/x | request/form_digest:a", .packages(["a"])),
            ("request/form_digest:?name", .everything),
        ] as [(String, SessionReads?)]
    )
    func areWhatTheTemplateReads(path: String, reads: SessionReads?) throws {
        let source = "<p tal:content=\"\(path)\"></p>"
        let template = try Template(named: "t.html", source, configuration: .talisman)
        #expect(template.reads.session == reads)
    }

    @Test func attributesConditionsAndLoopsCount() throws {
        let source = """
            <p tal:condition="request/session:a/x" tal:attributes="title request/session:b/y">
            <b tal:repeat="key request/session:c">${request/session:d/z}</b></p>
            """
        let template = try Template(named: "t.html", source, configuration: .talisman)
        var expected = fields("a/x", "b/y", "d/z")
        expected.packages = ["c"]
        #expect(template.reads.session == expected)
    }

    @Test func namesThatNoSessionHasAreNotAskedFor() throws {
        let long = String(repeating: "p", count: SessionField.maximumPackageLength + 1)
        let source = "<p tal:content=\"request/session:\(long)/x | nothing\"></p>"
        let template = try Template(named: "t.html", source, configuration: .talisman)
        #expect(template.reads.session?.isEmpty == true)
    }
}

private func fields(_ paths: String...) -> SessionReads {
    .fields(Set(paths.compactMap { SessionField(path: $0) }))
}
