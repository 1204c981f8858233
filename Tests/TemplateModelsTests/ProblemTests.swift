// SPDX-License-Identifier: Apache-2.0

#if TemplateModels
import Testing

@Suite struct ProblemTests {
    private let empty = """

        extension Page: PageTemplates.TemplateModel, PageTemplates.TemplateShowable {
            static var members: [PageTemplates.TemplateMember] {
                [
                ]
            }

            func read(_ page: inout PageTemplates.TemplateReading) {
            }
        }
        """

    @Test(
        arguments: [
            ("lazy var x = 1", 14, "because reading it changes the value"),
            ("var x: Int { mutating get { 1 } }", 9, "because reading it changes the value"),
            ("var x: Int { get throws { 1 } }", 9, "because reading it can throw"),
            ("var x: Int { get async { 1 } }", 9, "because reading it can wait"),
        ]
    )
    func refusesProperties(property: String, column: Int, reason: String) {
        let body = "struct Page {\n    \(property)\n}"
        Expansion.expect(
            "@TemplateModel\n" + body,
            fails: "templates cannot read 'x', \(reason)",
            line: 3,
            column: column,
            becomes: body + "\n" + empty,
            fixed: "@TemplateModel\nstruct Page {\n    @TemplateHidden \(property)\n}"
        )
    }

    @Test func refusesConditions() {
        let body = "struct Page {\n    #if DEBUG\n    var x = 1\n    #endif\n}"
        Expansion.expect(
            "@TemplateModel\n" + body,
            fails: "templates cannot read what is declared under '#if'",
            line: 4,
            column: 9,
            becomes: body + "\n" + empty,
            fixed:
                "@TemplateModel\nstruct Page {\n    #if DEBUG\n    @TemplateHidden var x = 1\n    #endif\n}"
        )
    }

    @Test(
        arguments: [
            ("actor Page {\n}", "an actor is no model of templates: they read without waiting"),
            (
                "protocol Page {\n}",
                "a model of templates is a structure, a class or an enumeration"
            ),
        ]
    )
    func refusesDeclarations(declaration: String, message: String) {
        Expansion.expect(
            "@TemplateModel\n" + declaration,
            fails: message,
            line: 1,
            column: 1,
            becomes: declaration
        )
    }

    @Test func refusesNames() {
        let attributes = "@TemplateHidden var a = 1\n    "
        let plain = "var a = 1\n    "
        Expansion.expect(
            "@TemplateModel\nstruct Page {\n    \(attributes)@TemplateName(\"a/b\") private var b = 1\n}",
            becomes: "struct Page {\n    \(plain)private var b = 1\n}\n" + empty
        )
    }
}
#endif
