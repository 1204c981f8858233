// SPDX-License-Identifier: Apache-2.0

/// A value of which nothing is known but what the contract says, in the place of data.
///
/// It counts as true, for it may be.
final class ContractValue: TemplateObject, ObjectOfKind {
    private let type: TemplateContract.ValueType
    private let contract: TemplateContract

    /// Whether it may be `nothing`.
    let isOptional: Bool

    init(
        _ type: TemplateContract.ValueType,
        in contract: TemplateContract,
        isOptional: Bool = false
    ) {
        self.contract = contract
        if case .optional(let value) = type {
            self.type = value
            self.isOptional = true
        } else {
            self.type = type
            self.isOptional = isOptional
        }
    }

    private func value(_ type: TemplateContract.ValueType) -> TemplateValue {
        .object(ContractValue(type, in: contract))
    }

    private var members: [TemplateContract.Member] {
        if case .model(let name) = type { contract.models[name] ?? [] } else { [] }
    }

    /// The members, as the variables of a page.
    var variables: TemplateMapping {
        TemplateMapping(members.map { ($0.name, value($0.type)) })
    }

    // MARK: - What templates do with it

    /// What a step finds.
    func step(_ key: String) -> SampleStep {
        switch type {
        case .anything: return .unknown
        case .plain: return .missing
        case .list(let item): return Int(key) == nil ? .missing : .found(value(item))
        case .mapping(let item): return .found(value(item))
        case .optional(let inner): return ContractValue(inner, in: contract).step(key)
        case .model(let name) where contract.models[name] == nil: return .unknown
        case .model:
            let member = members.first { $0.name == key }
            return member.map { .found(value($0.type)) } ?? .missing
        }
    }

    /// What a loop runs over.
    var items: SampleItems {
        switch type {
        case .list(let item): .items([value(item)])
        case .mapping: .items([value(.plain(.text))])
        case .plain(.integer), .plain(.number), .plain(.truth): .notRepeatable
        case .model(let name): contract.models[name] == nil ? .unknown : .notRepeatable
        case .plain, .optional, .anything: .unknown
        }
    }

    /// Where the member is declared that a name was meant to be, or else those that there are.
    func declarations(near names: [TemplateError.Note]) -> [TemplateError.Note] {
        let near = members.first { member in
            names.contains { $0.message.contains("'\(member.name)'") }
        }
        if let near, let place = near.location {
            return [.init("'\(near.name)' is declared in \(place.text)")]
        }
        let files = Set(members.compactMap(\.location?.file)).sorted()
        guard !files.isEmpty else { return [] }
        return [.init("its members are declared in \(files.joined(separator: ", "))")]
    }

    // MARK: - As an object

    func member(_ name: String) -> TemplateValue? { nil }

    var memberNames: [String] { members.map(\.name) }

    var text: String { kind }

    var kind: String {
        switch type {
        case .plain(.truth): "truth value"
        case .plain(let plain): plain.rawValue
        case .list(let item): "list of \(item.text)"
        case .mapping(let item): "mapping to \(item.text)"
        case .model(let name): "model \(name)"
        case .optional, .anything: "value"
        }
    }

    /// What a render says of a value without a text, too.
    var textRemedy: String? {
        switch type {
        case .list: "repeat over it, or write all of it on purpose: python: repr(value)"
        case .mapping, .model: "insert a member of it"
        case .plain, .optional, .anything: nil
        }
    }
}
