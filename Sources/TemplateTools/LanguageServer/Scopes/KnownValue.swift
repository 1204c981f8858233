// SPDX-License-Identifier: Apache-2.0

import PageTemplates

/// A value that is not there: what tools know of it.
enum KnownValue {
    /// Values of sample data, several where they stand for the items of a list.
    case sample([TemplateValue])

    /// A type of a contract.
    case type(TemplateContract.ValueType, TemplateContract)

    /// A value of which nothing is known.
    case unknown

    /// How many items of a list are looked at.
    private static let mostItems = 20

    /// A member that a step of a path finds.
    struct Member {
        let name: String
        let value: KnownValue
        var documentation = ""

        /// Where the program declares it.
        var location: TemplateMember.Location?
    }

    /// What a step can find.
    var members: [Member] {
        switch self {
        case .unknown: return []
        case .sample(let values):
            var members: [Member] = []
            var known: Set<String> = []
            for case .mapping(let mapping) in values {
                for (name, value) in zip(mapping.keys, mapping.values)
                where known.insert(name).inserted {
                    members.append(Member(name: name, value: .sample([value])))
                }
            }
            return members
        case .type(let type, let contract):
            guard case .model(let name) = type.present else { return [] }
            return (contract.models[name] ?? []).map { member in
                Member(
                    name: member.name,
                    value: .type(member.type, contract),
                    documentation: member.documentation,
                    location: member.location
                )
            }
        }
    }

    /// What a step finds; `nil` where nothing is known of it.
    func member(_ name: String) -> Member? {
        if let member = members.first(where: { $0.name == name }) { return member }
        switch self {
        case .type(let type, let contract):
            if case .mapping(let value) = type.present {
                return Member(name: name, value: .type(value, contract))
            }
            fallthrough
        case .sample where Int(name) != nil:
            return items.map { Member(name: name, value: $0) }
        case .sample, .unknown: return nil
        }
    }

    /// What a loop binds its variable to; `nil` where that is not known.
    var items: KnownValue? {
        switch self {
        case .unknown: return nil
        case .sample(let values):
            let items = values.flatMap { value -> [TemplateValue] in
                if case .list(let items) = value { items } else { [] }
            }
            return items.isEmpty ? nil : .sample(Array(items.prefix(Self.mostItems)))
        case .type(let type, let contract):
            switch type.present {
            case .list(let item): return .type(item, contract)
            case .mapping: return .type(.plain(.text), contract)
            default: return nil
            }
        }
    }

    /// What it is, in a word or two.
    var title: String {
        switch self {
        case .unknown: "of which nothing is known"
        case .type(let type, _): type.text
        case .sample(let values): values.first.map(Self.title) ?? "nothing"
        }
    }

    private static func title(_ value: TemplateValue) -> String {
        switch value {
        case .nothing: "nothing"
        case .bool: "truth"
        case .integer: "integer"
        case .double: "number"
        case .string: "text"
        case .markup: "markup"
        case .list(let items): items.first.map { "[\(title($0))]" } ?? "[]"
        case .mapping: "mapping"
        case .object: "object"
        }
    }
}

extension TemplateContract.ValueType {
    /// The type where the value is there.
    fileprivate var present: TemplateContract.ValueType {
        if case .optional(let type) = self { type.present } else { self }
    }
}

extension KnownPage {
    /// The variables of the page, those of the contract before those of the sample.
    var variables: [KnownValue.Member] {
        var members: [KnownValue.Member] = []
        if let contract, let model {
            members += KnownValue.type(.model(model), contract).members
            members += contract.shared.sorted().map { .init(name: $0, value: .unknown) }
        }
        if let sample {
            let known = Set(members.map(\.name))
            members += KnownValue.sample([.mapping(sample)]).members.filter {
                !known.contains($0.name)
            }
        }
        let known = Set(members.map(\.name))
        return members
            + standing.filter { !known.contains($0) }.map { .init(name: $0, value: .unknown) }
    }
}
