// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import Testing

/// Names that are none of those that the application says there are.
@Suite struct UnknownNameTests {
    /// The warnings of a template, each as its place, its code and its remarks.
    private func warnings(
        _ source: String,
        others: [String: String] = [:],
        known: Set<String>? = ["user", "price"],
        functions: Set<String> = []
    ) throws -> [String] {
        var configuration = TemplateConfiguration()
        configuration.knownVariables = known
        configuration.functions = functions
        let templates = others.merging(["page.html": source]) { $1 }
        let loader = MemoryTemplateLoader(templates)
        let library = TemplateLibrary(loader, configuration: configuration)
        return try library.template("page.html").warnings.map { warning in
            let notes = warning.notes.map { " (\($0.message))" }.joined()
            return "\(warning.location.column) \(warning.code.rawValue)\(notes)"
        }
    }

    @Test func warnsOfVariablesAndFunctions() throws {
        #expect(
            try warnings("<p tal:content='usr/name'>x</p>")
                == ["17 unknown-variable (did you mean 'user'?)"]
        )
        #expect(
            try warnings("<p tal:content='python: pricce(user) + lenn(usr)'>x</p>") == [
                "25 unknown-function (did you mean 'price'?)",
                "40 unknown-function (did you mean 'len'?)",
                "45 unknown-variable (did you mean 'user'?)",
            ]
        )
    }

    @Test(arguments: [
        "<p tal:content='user'>x</p>", "<p tal:content='python: price(len(user))'>x</p>",
        "<p tal:define='x user' tal:content='x'>x</p>", "<p tal:content='usr | nothing'>x</p>",
        "<p tal:condition='exists:usr'>x</p>", "<p tal:repeat='x user'>${x} ${repeat/x/number}</p>",
        "<i tal:define='global g user'/>${g}", "${python: [u for u in user]}",
        "${python: (lambda a: a)(user)}", "${python: max(user, key=len)}",
        "<p metal:define-macro='m'>${of_the_user}</p>", "<p metal:define-slot='s'/>${of_the_user}",
        "<p metal:use-macro='user/macro'><b metal:fill-slot='s'>${of_the_macro}</b></p>",
        "${python: declared(user)}", "${options/x} ${template/macros}",
    ])
    func knowsWhatIsThere(_ source: String) throws {
        #expect(try warnings(source, functions: ["declared"]).isEmpty)
    }

    @Test func knowsWhatMacrosOfOtherTemplatesDefine() throws {
        let layout =
            "<p metal:define-macro='m' tal:define='title user'><i metal:define-slot='s'/></p>"
        let page = "<p metal:use-macro='templates/layout.html/macros/m'>"
        let filler = "<b metal:fill-slot='s'>${title} ${titel}</b></p>"
        #expect(
            try warnings(page + filler, others: ["layout.html": layout])
                == ["87 unknown-variable (did you mean 'title'?)"]
        )
    }

    @Test func saysNothingWhereNobodyKnows() throws {
        #expect(try warnings("<p tal:content='usr'>x</p>", known: nil).isEmpty)
    }
}
