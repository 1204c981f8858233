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

    @Test func refusesNamesThatAreNone() {
        Expansion.expect(
            "@TemplateModel\nenum Page {\n    @TemplateName(\"a/b\") case a\n}",
            fails: "'@TemplateName' takes a literal text without '/'",
            line: 3,
            column: 5,
            becomes: """
                enum Page {
                    case a
                }

                extension Page: PageTemplates.TemplateShowable {
                    static var templateType: PageTemplates.TemplateMemberType {
                        .text
                    }

                    func give(to page: inout PageTemplates.TemplateReading) {
                        switch self {
                        case .a:
                            page.give("a")
                        }
                    }
                }
                """
        )
    }

    @Test func refusesNamesThatAreTaken() {
        Expansion.expect(
            """
            @TemplateModel
            struct Page {
                var a = 1
                @TemplateName("a") var b = 2
            }
            """,
            fails: "another member has the name 'a' in templates",
            line: 4,
            column: 28,
            becomes: """
                struct Page {
                    var a = 1
                    var b = 2
                }

                extension Page: PageTemplates.TemplateModel, PageTemplates.TemplateShowable {
                    static var members: [PageTemplates.TemplateMember] {
                        [
                            PageTemplates.TemplateMember("a", { (model: Self) in
                                    model.a
                                }, at: .init(file: "TestModule/test.swift", line: 3)),
                        ]
                    }

                    func read(_ page: inout PageTemplates.TemplateReading) {
                        while let member = page.ask() {
                            switch member {
                            case 0:
                                #sourceLocation(file: "test.swift", line: 3)
                                page.give(self.a)
                                #sourceLocation()
                            default:
                                return
                            }
                        }
                    }
                }
                """
        )
    }
}
#endif
