// SPDX-License-Identifier: Apache-2.0

#if TemplateModels
import SwiftSyntax
import SwiftSyntaxMacros

/// What an enumeration is in templates: its raw value, the name of its case, or a model whose
/// members are the cases.
struct EnumerationReader {
    private let enumeration: EnumDeclSyntax
    private let access: String
    private let context: any MacroExpansionContext

    /// A case, and what templates call it.
    private struct Case {
        let element: EnumCaseElementSyntax
        let name: String
        let isHidden: Bool
        let documentation: String

        /// The text of the arguments `file:` and `line:`; `nil` where they are not known.
        let location: String?

        var values: [EnumCaseParameterSyntax] {
            element.parameterClause.map { Array($0.parameters) } ?? []
        }
    }

    init(_ enumeration: EnumDeclSyntax, _ access: String, _ context: any MacroExpansionContext) {
        self.enumeration = enumeration
        self.access = access
        self.context = context
    }

    var body: ModelBody {
        let cases = cases
        if cases.contains(where: { !$0.values.isEmpty }) { return model(of: cases) }
        return hasRawValues
            ? ModelBody(conformances: ["TemplateShowable"], lines: []) : names(of: cases)
    }

    private var cases: [Case] {
        enumeration.memberBlock.members.compactMap { $0.decl.as(EnumCaseDeclSyntax.self) }
            .flatMap { declaration in
                let given = declaration.attributes.givenName(in: context)
                return declaration.elements.map { element in
                    Case(
                        element: element,
                        name: given ?? element.name.identifier?.name ?? element.name.text,
                        isHidden: declaration.attributes.has("TemplateHidden"),
                        documentation: declaration.leadingTrivia.documentation,
                        location: context.arguments(of: element, .fileID)
                    )
                }
            }
    }

    /// The types that enumerations usually have raw values of.
    private static let rawTypes: Set<String> = [
        "String", "Character", "Double", "Float", "Int", "Int8", "Int16", "Int32", "Int64", "UInt",
        "UInt8", "UInt16", "UInt32", "UInt64",
    ]

    private var hasRawValues: Bool {
        let first = enumeration.inheritanceClause?.inheritedTypes.first?.type.trimmedDescription
        return first.map { Self.rawTypes.contains($0) } ?? false
    }

    // MARK: - Cases without values

    private func names(of cases: [Case]) -> ModelBody {
        var lines = [
            "\(access)static var templateType: PageTemplates.TemplateMemberType { .text }", "",
            "\(access)func give(to page: inout PageTemplates.TemplateReading) {", "switch self {",
        ]
        lines += cases.map { "case .\($0.element.name.text): page.give(\($0.name.literal))" }
        lines += ["}", "}"]
        return ModelBody(conformances: ["TemplateShowable"], lines: lines)
    }

    // MARK: - Cases with values

    private func model(of cases: [Case]) -> ModelBody {
        let shown = cases.filter { !$0.isHidden }
        var lines = ["\(access)static var members: [PageTemplates.TemplateMember] {", "["]
        lines += shown.map { item in
            ModelProperty.member(
                item.name,
                ".optional(\(type(of: item)))",
                item.documentation,
                item.location
            )
        }
        lines += ["]", "}", ""]
        lines += [
            "\(access)func read(_ page: inout PageTemplates.TemplateReading) {",
            "while let member = page.ask() {", "switch (member, self) {",
        ]
        lines += shown.enumerated().map { index, item in
            "case (\(index), .\(item.element.name.text)\(bindings(of: item))): page.give(\(value(of: item)))"
        }
        lines += ["default: page.give(PageTemplates.TemplateValue.nothing)", "}", "}", "}"]
        return ModelBody(conformances: ["TemplateModel", "TemplateShowable"], lines: lines)
    }

    private func bindings(of item: Case) -> String {
        guard !item.values.isEmpty else { return "" }
        let names = item.values.indices.map { "let value\($0)" }
        return "(\(names.joined(separator: ", ")))"
    }

    /// Whether the case is its one value, and no record of values by their labels.
    private func isValue(_ item: Case) -> Bool {
        item.values.count == 1 && item.values[0].label == nil
    }

    private func value(of item: Case) -> String {
        if item.values.isEmpty { return "true" }
        if isValue(item) { return "value0" }
        let entries = item.values.enumerated().map { index, value in
            "(\(value.templateName(index).literal), PageTemplates.TemplateValue(value\(index)))"
        }
        return "PageTemplates.TemplateMapping([\(entries.joined(separator: ", "))])"
    }

    private func type(of item: Case) -> String {
        if item.values.isEmpty { return ".truth" }
        if isValue(item) { return item.values[0].templateType }
        let members = item.values.enumerated().map { index, value in
            "PageTemplates.TemplateMember(\(value.templateName(index).literal), \(value.templateType))"
        }
        return ".record([\(members.joined(separator: ", "))])"
    }
}

extension EnumCaseParameterSyntax {
    /// The label, if there is one.
    fileprivate var label: String? {
        guard let name = firstName, name.tokenKind != .wildcard else { return nil }
        return name.identifier?.name ?? name.text
    }

    fileprivate func templateName(_ index: Int) -> String { label ?? String(index) }

    fileprivate var templateType: String { "(\(type.trimmed)).templateType" }
}
#endif
