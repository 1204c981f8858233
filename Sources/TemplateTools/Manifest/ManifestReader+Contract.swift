// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import Yams

// The models of pages, and what they have.
extension ManifestReader {
    /// `{product.html: ProductPage}`.
    func pages(_ node: Node) throws(TemplateError) -> [String: String] {
        var pages: [String: String] = [:]
        for (template, model) in try entries(node, "templates and their models") {
            pages[template] = try text(model, "the name of a model")
        }
        return pages
    }

    /// `{ProductPage: {title: {type: text}}}`.
    func models(_ node: Node) throws(TemplateError) -> [String: [TemplateContract.Member]] {
        var models: [String: [TemplateContract.Member]] = [:]
        for (name, members) in try entries(node, "models and their members") {
            models[name] = []
            for (member, description) in try entries(members, "members and their types") {
                models[name]?.append(try self.member(member, description))
            }
        }
        return models
    }

    private func member(
        _ name: String,
        _ node: Node
    ) throws(TemplateError) -> TemplateContract.Member {
        // A type alone says all that must be said.
        guard case .mapping = node else { return .init(name, try type(node)) }
        var member = TemplateContract.Member(name, .anything)
        for (key, value) in try entries(node, "the type of a member") {
            switch key {
            case TemplateContract.typeKey: member.type = try type(value)
            case TemplateContract.documentationKey: member.documentation = try text(value, "text")
            case TemplateContract.placeKey:
                member.location = .init(try text(value, "a place"))
                guard member.location != nil else {
                    throw error("a place is as 'Shop/Product.swift:12'", at: value)
                }
            default:
                throw error("a member has a 'type', a 'doc' and an 'at'", at: value)
            }
        }
        return member
    }

    private func type(_ node: Node) throws(TemplateError) -> TemplateContract.ValueType {
        let text = try text(node, "a type")
        guard let type = TemplateContract.ValueType(text) else {
            throw error("a type is as 'text', '[Product]', '{integer}' or 'Cart?'", at: node)
        }
        return type
    }

    private func text(_ node: Node, _ wanted: String) throws(TemplateError) -> String {
        guard let scalar = node.scalar else { throw error("\(wanted) was expected", at: node) }
        return scalar.string
    }

    private func entries(
        _ node: Node,
        _ wanted: String
    ) throws(TemplateError) -> [(String, Node)] {
        guard case .mapping(let mapping) = node else {
            throw error("\(wanted) were expected", at: node)
        }
        var entries: [(String, Node)] = []
        for (key, value) in mapping { entries.append((try text(key, "a name"), value)) }
        return entries
    }
}

// MARK: - Writing

extension TemplateContract {
    static let pagesKey = "pages"
    static let sharedKey = "shared"
    static let modelsKey = "models"
    static let typeKey = "type"
    static let documentationKey = "doc"
    static let placeKey = "at"

    /// The lines of a manifest, a member each; nothing where there is nothing to say.
    var yaml: String {
        var lines: [String] = []
        if !pages.isEmpty { lines.append("\(Self.pagesKey):") }
        for (template, model) in pages.sorted(by: { $0.key < $1.key }) {
            lines.append("  \(Self.quoted(template)): \(Self.quoted(model))")
        }
        if !shared.isEmpty {
            let names = shared.sorted().map(Self.quoted).joined(separator: ", ")
            lines.append("\(Self.sharedKey): [\(names)]")
        }
        if !models.isEmpty { lines.append("\(Self.modelsKey):") }
        for (name, members) in models.sorted(by: { $0.key < $1.key }) {
            lines.append("  \(Self.quoted(name)):" + (members.isEmpty ? " {}" : ""))
            lines += members.map { "    \(Self.quoted($0.name)): \($0.yaml)" }
        }
        return lines.map { $0 + "\n" }.joined()
    }

    /// A text in quotes, without the signs that a manifest must not have.
    fileprivate static func quoted(_ text: String) -> String {
        let inner = text.unicodeScalars.map { scalar in
            switch scalar {
            case "\"", "\\": "\\\(scalar)"
            case "*", "&", "\u{0}"..<" ", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}":
                "\\u" + hexadecimal(scalar)
            default: String(scalar)
            }
        }
        return "\"\(inner.joined())\""
    }

    private static func hexadecimal(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16)
        return String(repeating: "0", count: 4 - digits.count) + digits
    }
}

extension TemplateContract.Member {
    fileprivate var yaml: String {
        var entries = [(TemplateContract.typeKey, type.text)]
        if let location { entries.append((TemplateContract.placeKey, location.text)) }
        if !documentation.isEmpty {
            entries.append((TemplateContract.documentationKey, documentation))
        }
        let texts = entries.map { "\($0): \(TemplateContract.quoted($1))" }
        return "{\(texts.joined(separator: ", "))}"
    }
}
