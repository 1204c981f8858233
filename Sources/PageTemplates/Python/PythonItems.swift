// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// Items, slices, membership and length of values.
enum PythonItems {
    // MARK: Iteration

    /// What a loop over the value runs over.
    static func elements(
        of value: TemplateValue,
        _ budget: inout Budget
    ) throws(TemplateError) -> [TemplateValue] {
        switch value {
        case .list(let items):
            return items
        case .mapping(let mapping):
            try budget.take(steps: mapping.count)
            return mapping.keys.map { .string($0) }
        case .string, .markup:
            let text = value.pythonText ?? ""
            try budget.take(steps: text.utf8.count)
            return text.unicodeScalars.map { .string(String($0)) }
        case .object(let object):
            if let text = value.pythonText {
                return try elements(of: .string(text), &budget)
            }
            if let items = object.elements {
                try budget.take(steps: items.count)
                return items
            }
        default:
            break
        }
        throw TemplateError(.typeError, "\(value.pythonName) cannot be iterated over")
    }

    static func count(of value: TemplateValue) throws(TemplateError) -> Int {
        switch value {
        case .list(let items): return items.count
        case .mapping(let mapping): return mapping.count
        case .string(let text): return text.scalarCount
        case .markup(let markup): return markup.text.scalarCount
        case .object(let object):
            if let text = value.pythonText { return text.scalarCount }
            if let range = object as? PythonRange { return range.count }
            if let list = object as? PythonList { return list.count }
            if let dictionary = object as? PythonDictionary { return dictionary.count }
            if let set = object as? PythonSet { return set.count }
            if !value.pythonKind.isIterator, let items = object.elements { return items.count }
        default: break
        }
        throw TemplateError(.typeError, "\(value.pythonName) has no length")
    }

    // MARK: Membership

    static func contains(
        _ container: TemplateValue,
        _ value: TemplateValue,
        _ budget: inout Budget
    ) throws(TemplateError) -> Bool {
        if let text = container.pythonText {
            guard let part = value.pythonText else {
                throw TemplateError(.typeError, "only a text can be in a text")
            }
            try budget.take(steps: PythonSearch.steps(part, in: text))
            return PythonSearch.first(part, in: text) != nil
        }
        if let entries = PythonEntries(container) {
            return try entries.value(of: value, &budget) != nil
        }
        if let set = container.pythonSet { return try set.position(of: value, &budget) != nil }
        if case .object(let object) = container, object is any MutableTemplateObject {
            guard let name = value.pythonText else { return false }
            return try object.item(name) != nil
        }
        if case .object(let object) = container, object.elements == nil,
            container.pythonKind == .object, let name = value.pythonText
        {
            return object.memberNames.contains { $0.hasScalars(of: name) }
        }
        let items = try elements(of: container, &budget)
        try budget.take(steps: items.count)
        for item in items where try item.equals(value, &budget) { return true }
        return false
    }

    // MARK: Items

    /// An item of a sequence or a dictionary.
    static func item(
        _ key: TemplateValue,
        of value: TemplateValue,
        _ budget: inout Budget
    ) throws(TemplateError) -> TemplateValue {
        if let entries = PythonEntries(value) {
            if let found = try entries.value(of: key, &budget) { return found }
            throw try missing(key, in: value, &budget)
        }
        // Nothing says where in a text a character stands.
        if value.pythonKind == .str { try budget.take(through: value) }
        guard let length = try? count(of: value), isSubscriptable(value) else {
            throw TemplateError(.typeError, "\(value.pythonName) has no items")
        }
        if value.pythonKind == .object { try budget.take(steps: length) }
        return element(at: try position(key, in: value, of: length), of: value)
    }

    /// Where the item of an index stands, which counts from the end where it is
    /// negative.
    static func position(
        _ key: TemplateValue,
        in value: TemplateValue,
        of length: Int
    ) throws(TemplateError) -> Int {
        guard let index = key.pythonInteger else {
            throw TemplateError(.typeError, "\(key.pythonName) is not an index")
        }
        let position = index < 0 ? index &+ length : index
        guard position >= 0, position < length else {
            let message = "index \(index) is out of range for \(value.pythonName) of \(length)"
            throw TemplateError(.indexError, message)
        }
        return position
    }

    /// The error of a key that is not there, which takes the steps of looking
    /// for names like it.
    static func missing(
        _ key: TemplateValue,
        in value: TemplateValue,
        _ budget: inout Budget
    ) throws(TemplateError) -> TemplateError {
        let name = PythonText.excerpt(of: key)
        try budget.take(through: value)
        var notes: [TemplateError.Note] = []
        if let wanted = key.pythonText {
            notes =
                try TemplateError.Note.nearest(wanted, among: value.memberNames, &budget)
                + TemplateError.Note.privateMember(wanted, of: value)
        }
        let message = "\(value.typeName) has no key \(name)"
        var error = TemplateError(.keyError, message, notes: notes)
        error.raised = PythonException(.keyError, [key])
        return error
    }

    private static func isSubscriptable(_ value: TemplateValue) -> Bool {
        switch value.pythonKind {
        case .str, .list, .tuple, .range, .object: true
        default: false
        }
    }

    private static func element(at position: Int, of value: TemplateValue) -> TemplateValue {
        if let text = value.pythonText { return .string(text.scalars(position..<position + 1)) }
        switch value {
        case .list(let items): return items[position]
        case .object(let object):
            if let range = object as? PythonRange { return .integer(range[position]) }
            if let list = object as? PythonList { return list[position] ?? .nothing }
            return object.elements?[position] ?? .nothing
        default: return .nothing
        }
    }

    // MARK: Slices

    static func slice(
        _ value: TemplateValue,
        _ slice: PythonSlice,
        _ budget: inout Budget
    ) throws(TemplateError) -> TemplateValue {
        guard let length = try? count(of: value), isSubscriptable(value) else {
            throw TemplateError(.typeError, "\(value.pythonName) has no slices")
        }
        let indices = try slice.indices(for: length)
        if let range = (value.pythonObject as? PythonRange) {
            let start = range[indices.start]
            let (step, overflows) = range.step.multipliedReportingOverflow(by: indices.step)
            guard !overflows else { throw PythonInteger.overflow }
            return .object(try PythonRange(start, range[indices.end], step))
        }
        try budget.take(steps: indices.count)
        if let text = value.pythonText {
            try budget.take(steps: text.steps)
            if indices.step == 1 {
                let end = indices.start + indices.count
                return .string(text.scalars(indices.start..<end))
            }
            let scalars = Array(text.unicodeScalars)
            var result = String.UnicodeScalarView()
            for index in indices.positions { result.append(scalars[index]) }
            return .string(String(result))
        }
        if let (items, isTuple) = value.pythonItems {
            let picked = indices.positions.map { items[$0] }
            return isTuple ? .tuple(picked) : .list(picked)
        }
        let items = try elements(of: value, &budget)
        return .list(indices.positions.map { items[$0] })
    }
}

/// `lower:upper:step`, each `nil` where it is left out.
struct PythonSlice {
    let lower: Int?
    let upper: Int?
    let step: Int?

    struct Indices {
        let start: Int
        let end: Int
        let step: Int
        let count: Int

        var positions: some Collection<Int> {
            (0..<count).lazy.map { [start, step] in start + step * $0 }
        }
    }

    init(_ bounds: [TemplateValue]) throws(TemplateError) {
        var numbers: [Int?] = []
        for bound in bounds {
            if case .nothing = bound {
                numbers.append(nil)
            } else if let number = bound.pythonInteger {
                numbers.append(number)
            } else {
                let message = "\(bound.pythonName) is not an index of a slice"
                throw TemplateError(.typeError, message)
            }
        }
        (lower, upper, step) = (numbers[0], numbers[1], numbers[2])
    }

    /// The indices of a sequence that the slice takes; bounds beyond its ends
    /// are its ends.
    func indices(for length: Int) throws(TemplateError) -> Indices {
        // Of the smallest integer there is no magnitude, and none is nearer.
        let step = max(-Int.max, step ?? 1)
        guard step != 0 else { throw TemplateError(.valueError, "the step of a slice is zero") }
        let lowest = step > 0 ? 0 : -1
        let highest = step > 0 ? length : length - 1
        func clamped(_ bound: Int) -> Int {
            let position = bound < 0 ? bound &+ length : bound
            return max(lowest, min(highest, position))
        }
        let start = lower.map(clamped) ?? (step > 0 ? lowest : highest)
        let end = upper.map(clamped) ?? (step > 0 ? highest : lowest)
        let distance = step > 0 ? end - start : start - end
        let count = distance <= 0 ? 0 : (distance - 1) / abs(step) + 1
        return Indices(start: start, end: end, step: step, count: count)
    }
}

extension String {
    /// The number of Unicode scalars, which Python calls characters.
    var scalarCount: Int {
        utf8.allSatisfy { $0 < 0x80 } ? utf8.count : unicodeScalars.count
    }

    /// The scalars at some positions.
    func scalars(_ range: Range<Int>) -> String {
        if utf8.allSatisfy({ $0 < 0x80 }) {
            let start = utf8.index(startIndex, offsetBy: range.lowerBound)
            let end = utf8.index(start, offsetBy: range.count)
            return String(self[start..<end])
        }
        let part = unicodeScalars.dropFirst(range.lowerBound).prefix(range.count)
        return String(String.UnicodeScalarView(part))
    }
}
