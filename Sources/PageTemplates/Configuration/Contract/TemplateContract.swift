// SPDX-License-Identifier: Apache-2.0

/// What the pages of an application have: which model each template gets, and what templates can
/// read of the models.
///
/// It is made of the models themselves, and written into the file beside the templates, so that
/// tools check paths without the application: a property with another name is an error where a
/// template uses the old one.
///
/// ```swift
/// var manifest = configuration.manifest()
/// manifest.contract.add(ProductPage.self, for: "product.html")
/// ```
public struct TemplateContract: Sendable, Hashable {
    /// The names of the models of pages, by the names of the templates in their root.
    public var pages: [String: String] = [:]

    /// The variables that every page has beside the members of its model; nothing is known of them.
    public var shared: Set<String> = []

    /// The members of models, by the names of the models.
    public var models: [String: [Member]] = [:]

    /// A member of a model.
    public struct Member: Sendable, Hashable {
        /// The name in templates.
        public var name: String

        /// What its values are.
        public var type: ValueType

        /// What the program says of it; empty where it says nothing.
        public var documentation: String

        /// Where it is declared; `nil` where that is not known.
        public var location: TemplateMember.Location?

        /// A member.
        ///
        /// - Parameters:
        ///   - name: The name in templates.
        ///   - type: What its values are.
        ///   - documentation: What it is; by default nothing is said.
        ///   - location: Where it is declared; by default not known.
        public init(
            _ name: String,
            _ type: ValueType,
            _ documentation: String = "",
            at location: TemplateMember.Location? = nil
        ) {
            self.name = name
            self.type = type
            self.documentation = documentation
            self.location = location
        }
    }

    /// What values are, where models have names.
    @nonexhaustive
    public indirect enum ValueType: Sendable, Hashable {
        /// Text, a number, a truth value: what has no members.
        case plain(Plain)

        /// A list, and what its items are.
        case list(ValueType)

        /// Values by names that only a render knows.
        case mapping(ValueType)

        /// The model of a name.
        case model(String)

        /// Something, or `nothing`.
        case optional(ValueType)

        /// Something of which nothing is known.
        case anything

        /// The kinds of values that have no members, by the words that files have for them.
        @nonexhaustive
        public enum Plain: String, Sendable, Hashable, CaseIterable {
            /// Text.
            case text
            /// An integer.
            case integer
            /// A number.
            case number
            /// A truth value.
            case truth
            /// Markup that somebody vouches for.
            case markup
        }
    }

    /// A contract that says nothing.
    public init() {}

    /// Says which model a template gets, and what the model and all models in it have.
    ///
    /// - Parameters:
    ///   - model: The model.
    ///   - template: The name of the template in its root, as `shop/product.html`.
    public mutating func add(_ model: any TemplateModel.Type, for template: String) {
        pages[template] = name(of: model)
    }

    /// Adds what another one says; where both say something of one name, the other counts.
    package mutating func formUnion(_ other: TemplateContract) {
        pages.merge(other.pages) { $1 }
        models.merge(other.models) { $1 }
        shared.formUnion(other.shared)
    }
}

// MARK: - From types

extension TemplateContract {
    /// The name of a model, which is described from then on.
    private mutating func name(of model: any TemplateModel.Type) -> String {
        // The name with all types around it, without that of the module.
        let full = String(reflecting: model)
        let name = full.firstIndex(of: ".").map { String(full[full.index(after: $0)...]) } ?? full
        guard models[name] == nil else { return name }
        describe(model.members, as: name)
        return name
    }

    private mutating func describe(_ members: [TemplateMember], as name: String) {
        // It is there before its members are, which may be of its own type.
        models[name] = []
        models[name] = members.map { member in
            Member(
                member.name,
                type(of: member.type, in: "\(name).\(member.name)"),
                member.documentation,
                at: member.location
            )
        }
    }

    private mutating func type(of type: TemplateMemberType, in place: String) -> ValueType {
        switch type {
        case .text: return .plain(.text)
        case .integer: return .plain(.integer)
        case .number: return .plain(.number)
        case .truth: return .plain(.truth)
        case .markup: return .plain(.markup)
        case .list(let item): return .list(self.type(of: item, in: place))
        case .mapping(let value): return .mapping(self.type(of: value, in: place))
        case .optional(let value): return .optional(self.type(of: value, in: place))
        case .model(let model): return .model(name(of: model))
        case .record(let members):
            describe(members, as: place)
            return .model(place)
        case .anything: return .anything
        }
    }
}
