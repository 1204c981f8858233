// SPDX-License-Identifier: Apache-2.0

#if TemplateModels
import Testing

@Suite struct ExpansionTests {
    @Test func givesProperties() {
        Expansion.expect(
            """
            @TemplateModel
            public struct Product {
                /// What the shop
                /// calls it.
                public var name: String, `default`: Int
                private var secret = 1
                static let all = 2
            }
            """,
            becomes: """
                public struct Product {
                    /// What the shop
                    /// calls it.
                    public var name: String, `default`: Int
                    private var secret = 1
                    static let all = 2
                }

                extension Product: PageTemplates.TemplateModel, PageTemplates.TemplateShowable {
                    public static var members: [PageTemplates.TemplateMember] {
                        [
                            PageTemplates.TemplateMember("name", { (model: Self) in
                                    model.name
                                }, "What the shop\\ncalls it.", at: .init(file: "TestModule/test.swift", line: 5)),
                            PageTemplates.TemplateMember("default", { (model: Self) in
                                    model.`default`
                                }, "What the shop\\ncalls it.", at: .init(file: "TestModule/test.swift", line: 5)),
                        ]
                    }

                    public func read(_ page: inout PageTemplates.TemplateReading) {
                        while let member = page.ask() {
                            switch member {
                            case 0:
                                #sourceLocation(file: "test.swift", line: 5)
                                page.give(self.name)
                                #sourceLocation()
                            case 1:
                                #sourceLocation(file: "test.swift", line: 5)
                                page.give(self.`default`)
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

    @Test func obeysAttributes() {
        Expansion.expect(
            """
            @TemplateModel
            final class Page {
                @TemplateHidden var store: Store
                @TemplateName("on-sale") let isOnSale: Bool
                let _id = 1
            }
            """,
            becomes: """
                final class Page {
                    var store: Store
                    let isOnSale: Bool
                    let _id = 1
                }

                extension Page: PageTemplates.TemplateModel, PageTemplates.TemplateShowable {
                    static var members: [PageTemplates.TemplateMember] {
                        [
                            PageTemplates.TemplateMember("on-sale", { (model: Self) in
                                    model.isOnSale
                                }, at: .init(file: "TestModule/test.swift", line: 4)),
                        ]
                    }

                    func read(_ page: inout PageTemplates.TemplateReading) {
                        while let member = page.ask() {
                            switch member {
                            case 0:
                                #sourceLocation(file: "test.swift", line: 4)
                                page.give(self.isOnSale)
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

    @Test func givesRawValues() {
        Expansion.expect(
            """
            @TemplateModel
            enum Status: String {
                case open, paid
            }
            """,
            becomes: """
                enum Status: String {
                    case open, paid
                }

                extension Status: PageTemplates.TemplateShowable {
                }
                """
        )
    }

    @Test func givesNames() {
        Expansion.expect(
            """
            @TemplateModel
            package enum Size {
                case small
                @TemplateName("very-large") case large
            }
            """,
            becomes: """
                package enum Size {
                    case small
                    case large
                }

                extension Size: PageTemplates.TemplateShowable {
                    package static var templateType: PageTemplates.TemplateMemberType {
                        .text
                    }

                    package func give(to page: inout PageTemplates.TemplateReading) {
                        switch self {
                        case .small:
                            page.give("small")
                        case .large:
                            page.give("very-large")
                        }
                    }
                }
                """
        )
    }

    @Test func givesCases() {
        Expansion.expect(
            """
            @TemplateModel
            enum Payment {
                case card(String)
                case invoice(number: Int, Bool)
                case free
                @TemplateHidden case unknown(Data)
            }
            """,
            becomes: """
                enum Payment {
                    case card(String)
                    case invoice(number: Int, Bool)
                    case free
                    case unknown(Data)
                }

                extension Payment: PageTemplates.TemplateModel, PageTemplates.TemplateShowable {
                    static var members: [PageTemplates.TemplateMember] {
                        [
                            PageTemplates.TemplateMember("card", .optional((String).templateType), at: .init(file: "TestModule/test.swift", line: 3)),
                            PageTemplates.TemplateMember("invoice", .optional(.record([PageTemplates.TemplateMember("number", (Int).templateType), PageTemplates.TemplateMember("1", (Bool).templateType)])), at: .init(file: "TestModule/test.swift", line: 4)),
                            PageTemplates.TemplateMember("free", .optional(.truth), at: .init(file: "TestModule/test.swift", line: 5)),
                        ]
                    }

                    func read(_ page: inout PageTemplates.TemplateReading) {
                        while let member = page.ask() {
                            switch (member, self) {
                            case (0, .card(let value0)):
                                page.give(value0)
                            case (1, .invoice(let value0, let value1)):
                                page.give(PageTemplates.TemplateMapping([("number", PageTemplates.TemplateValue(value0)), ("1", PageTemplates.TemplateValue(value1))]))
                            case (2, .free):
                                page.give(true)
                            default:
                                page.give(PageTemplates.TemplateValue.nothing)
                            }
                        }
                    }
                }
                """
        )
    }
}
#endif
