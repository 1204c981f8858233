// SPDX-License-Identifier: Apache-2.0

/// A list or mapping that is being read.
struct JSONContainer {
    /// A key that makes more than a mapping of its container.
    struct SpecialKey {
        let name: String
        let range: Range<Int>
    }

    static let messageKey = "$message"

    private static let specialKeys = Set(SafeText.keys + [messageKey])

    /// What ends the container: `]` or `}`.
    let end: Unicode.Scalar

    private(set) var elements: [TemplateValue] = []
    private(set) var builder = TemplateMapping.Builder()
    private(set) var specialKey: SpecialKey?
    private(set) var isEmpty = true
    private var key = ""

    init(end: Unicode.Scalar) {
        self.end = end
    }

    var isMapping: Bool { end == "}" }

    /// Adds an element, or the value of the key.
    mutating func add(_ value: TemplateValue) {
        isEmpty = false
        if isMapping {
            builder.set(key, value)
        } else {
            elements.append(value)
        }
    }

    /// Sets the key of the next value.
    mutating func setKey(_ key: String, at range: Range<Int>) {
        self.key = key
        if specialKey == nil, Self.specialKeys.contains(key) {
            specialKey = SpecialKey(name: key, range: range)
        }
    }
}
