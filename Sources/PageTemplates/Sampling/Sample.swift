// SPDX-License-Identifier: Apache-2.0

/// What an expression can be, as far as the data tell.
struct Sample {
    /// The values that it has: several where it stands for the items of a list.
    var values: [TemplateValue] = []

    /// Whether it can be something else, of which the data tell nothing.
    var isOpen = false

    /// Whether it is not there for some of what it was asked of.
    var isAbsent = false

    /// How many values are kept: what stands for more is open.
    static let most = 2_000

    static let unknown = Sample(isOpen: true)

    static func known(_ value: TemplateValue) -> Sample { Sample(values: [value]) }

    /// Whether there is nothing for any of what it was asked of.
    var isNowhere: Bool { isAbsent && values.isEmpty && !isOpen }

    /// Whether there is something for all of what it was asked of.
    var isEverywhere: Bool { !isAbsent && !isOpen }

    /// The same as a variable has it, which is there.
    var bound: Sample { Sample(values: values, isOpen: isOpen || isAbsent) }

    /// Whether a condition fails for it, whatever it is.
    var isFalse: Bool { !isOpen && values.allSatisfy { !$0.isTrue } }

    mutating func add(_ more: some Sequence<TemplateValue>) {
        for value in more {
            guard values.count < Self.most else {
                isOpen = true
                return
            }
            values.append(value)
        }
    }

    mutating func formUnion(_ other: Sample) {
        add(other.values)
        isOpen = isOpen || other.isOpen
    }

    /// The elements at a position, of values that are bound to several names.
    func element(_ position: Int, of count: Int) -> Sample {
        var elements = Sample(isOpen: isOpen)
        for value in values {
            if case .list(let items) = value, items.count == count {
                elements.add([items[position]])
            } else {
                elements.isOpen = true
            }
        }
        return elements
    }
}

/// What a step finds in a value of the data.
enum SampleStep {
    case found(TemplateValue)
    case missing

    /// The data do not tell.
    case unknown

    init(_ key: String, from value: TemplateValue) {
        switch value {
        case .mapping(let mapping):
            self = mapping[key].map { .found($0) } ?? .missing
        case .list(let items):
            self = Self.item(key, of: items)
        case .object(let object) where object is TemplateReference || object is MacrosReference:
            // Macros that are not there are found without data.
            self = (try? object.member(key)).map { .found($0) } ?? .unknown
        case .object(let value as ContractValue):
            self = value.step(key)
        case .object, .nothing:
            self = .unknown
        case .bool, .integer, .double, .string, .markup:
            self = .missing
        }
    }

    /// Other data have longer lists.
    private static func item(_ key: String, of items: [TemplateValue]) -> SampleStep {
        guard let index = Int(key) else { return items.isEmpty ? .unknown : .missing }
        return items.indices.contains(index) ? .found(items[index]) : .unknown
    }
}

/// What a loop over a value of the data runs over.
enum SampleItems {
    case items([TemplateValue])
    case notRepeatable

    /// The data do not tell.
    case unknown

    init(of value: TemplateValue) {
        switch value {
        case .list(let items): self = .items(items)
        case .mapping(let mapping): self = .items(mapping.keys.map { .string($0) })
        case .object(let value as ContractValue): self = value.items
        case .object: self = .unknown
        // The characters of a text, which tell nothing of those of another one.
        case .string: self = .unknown
        case .nothing, .bool, .integer, .double, .markup:
            self = value.isTrue ? .notRepeatable : .items([])
        }
    }
}
