// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// A list, dictionary or set that scripts can change.
///
/// Each knows how deep it can stand in others, at the most: one that is put into
/// another stands at least a level deeper than that, and so does all in it. So
/// no container gets into itself, and none is nested too deep to be let go of.
protocol PythonContainer: PythonObject {
    /// Whether nothing can change it: then it has no level.
    var isFixed: Bool { get }

    /// The values right inside.
    var contents: [TemplateValue] { get }

    /// The containers around it, at the most.
    var level: Int { get }

    /// Lets the level be at least `level`; says whether it was less.
    func raise(toLevel level: Int) -> Bool
}

extension TemplateValue {
    /// A container that scripts can change.
    var changeableContainer: (any PythonContainer)? {
        guard case .object(let object) = self, let container = object as? any PythonContainer,
            !container.isFixed
        else {
            return nil
        }
        return container
    }

    /// A container of its own with the same contents; `nil` for what is no list,
    /// dictionary or set, or can be changed already.
    var changeableCopy: (any PythonContainer)? {
        switch self {
        case .list(let items):
            return PythonList(items)
        case .object(let object as PythonSet) where object.isFixed:
            return PythonSet(object.members, isFixed: false)
        default:
            guard changeableContainer == nil, let entries = PythonEntries(self) else { return nil }
            return PythonDictionary(entries.table, isFixed: false)
        }
    }

    /// The container as it is now, if it is one.
    var fixed: TemplateValue {
        switch self {
        case .object(let object as PythonList):
            return .list(object.items)
        case .object(let object as PythonSet):
            return .object(PythonSet(object.members))
        case .object(let object as PythonDictionary):
            let table = object.table
            let names = table.keys.compactMap(\.pythonText)
            guard names.count == table.count else {
                return .object(PythonDictionary(table, isFixed: true))
            }
            return .mapping(TemplateMapping(zip(names, table.values)))
        default:
            return self
        }
    }

    /// The containers right inside of a value that nothing can change.
    var containedContainers: [TemplateValue] {
        let items: [TemplateValue]
        switch self {
        case .list(let elements): items = elements
        case .mapping(let mapping): items = mapping.values
        case .object(let object as PythonSequence): items = object.items
        case .object(let object as any PythonContainer):
            items = object.isFixed ? object.contents : []
        case .object(let object as any PythonObject): items = object.held
        case .object(let record as Record): items = record.held
        default: return []
        }
        return items.filter(\.isContainer)
    }

    var isContainer: Bool {
        switch self {
        case .list, .mapping: true
        case .object(let object): object is any PythonObject || object is Record
        default: false
        }
    }
}

/// Watches over what is put into containers.
enum PythonNesting {
    /// How deep containers that scripts can change may stand in others.
    private static let limit = 128

    /// The values that are looked at in one step.
    private static let valuesPerStep = 16

    /// Lets values stand in a container, if they may: `nil` is one that nothing
    /// can change.
    static func put(
        _ values: [TemplateValue],
        into container: (any PythonContainer)?,
        _ budget: inout Budget
    ) throws(TemplateError) {
        let level = (container?.level ?? 0) + 1
        var open = values.filter(\.isContainer).map { ($0, level) }
        while let (value, level) = open.popLast() {
            guard level <= limit else {
                throw TemplateError(
                    .nestingTooDeep,
                    "a value is nested deeper than \(limit) levels"
                )
            }
            var contained: [TemplateValue]
            if let inner = value.changeableContainer {
                guard inner !== container else {
                    let message = "\(value.pythonName) cannot be put into itself"
                    throw TemplateError(.valueError, message)
                }
                guard inner.raise(toLevel: level) else { continue }
                contained = inner.contents
                try budget.take(steps: contained.count / valuesPerStep)
                contained = contained.filter(\.isContainer)
            } else {
                contained = value.containedContainers
            }
            try budget.take(steps: contained.count)
            open += contained.map { ($0, level + 1) }
        }
    }
}
