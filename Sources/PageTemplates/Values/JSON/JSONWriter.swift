// SPDX-License-Identifier: Apache-2.0

/// Writes a value as JSON, without recursion.
struct JSONWriter {
    private(set) var bytes: [UInt8] = []
    private(set) var omissions: [JSONText.Omission] = []

    /// The lists and mappings whose ends are still to come, from the outside in.
    private var open: [JSONContainerWriting] = []

    /// The keys that make more than a mapping of a mapping.
    private static let specialKeys = SafeText.keys + [JSONContainer.messageKey]

    /// Writes a value, and a line end.
    mutating func writeDocument(_ value: TemplateValue) {
        writeOrOpen(value)
        while !open.isEmpty { writeEntryOrClose() }
        append("\n")
    }

    /// Writes the next entry of the innermost container, or its end.
    private mutating func writeEntryOrClose() {
        let last = open.count - 1
        let position = open[last].count
        guard position < open[last].values.count else {
            let container = open.removeLast()
            breakLine()
            return append(container.keys == nil ? "]" : "}")
        }
        open[last].count += 1
        if position > 0 { append(",") }
        breakLine()
        if let keys = open[last].keys {
            append(quoted: keys[position])
            append(": ")
        }
        writeOrOpen(open[last].values[position])
    }

    /// Writes a value; or opens a list or a mapping.
    private mutating func writeOrOpen(_ value: TemplateValue) {
        switch value {
        case .nothing: append("null")
        case .bool(let value): append(value ? "true" : "false")
        case .integer(let value): append(String(value))
        case .double(let value) where value.isFinite: append(value.description)
        case .double(let value): omit("number \(PythonFloat.representation(of: value))")
        case .string(let text): append(quoted: text)
        case .list(let items): open(JSONContainerWriting(keys: nil, values: items), value)
        case .mapping(let mapping):
            if let key = Self.specialKeys.first(where: { mapping[$0] != nil }) {
                return omit("mapping with the key '\(key)'")
            }
            open(JSONContainerWriting(keys: mapping.keys, values: mapping.values), value)
        case .markup(let markup): open(vouched: markup.text, SafeMarkup.dataKey, value)
        case .object(let text as SafeText):
            guard text.use != .author else { return omit(value.typeName) }
            open(vouched: text.text, text.use.rawValue, value)
        case .object(let message as TemplateMessage):
            let fields = message.fields
            open(JSONContainerWriting(keys: fields.map(\.0), values: fields.map(\.1)), value)
        case .object(let number as ExactNumber): append(number.text)
        case .object: omit(value.typeName)
        }
    }

    private mutating func open(vouched text: String, _ key: String, _ value: TemplateValue) {
        open(JSONContainerWriting(keys: [key], values: [.string(text)]), value)
    }

    private mutating func open(_ container: JSONContainerWriting, _ value: TemplateValue) {
        guard open.count < TemplateValue.depthLimit else { return omit(value.typeName) }
        guard !container.values.isEmpty else {
            return append(container.keys == nil ? "[]" : "{}")
        }
        append(container.keys == nil ? "[" : "{")
        open.append(container)
    }

    private mutating func omit(_ kind: String) {
        let path = open.map(\.step).joined(separator: "/")
        omissions.append(JSONText.Omission(path: path, kind: kind))
        append("null")
    }

    // MARK: - Bytes

    private mutating func append(_ text: String) {
        bytes += text.utf8
    }

    private mutating func breakLine() {
        append("\n")
        bytes += repeatElement(UInt8(ascii: " "), count: 2 * open.count)
    }

    private static let escapes: [UInt8: String] = [
        UInt8(ascii: "\""): "\\\"",
        UInt8(ascii: "\\"): "\\\\",
        0x08: "\\b",
        0x09: "\\t",
        0x0A: "\\n",
        0x0C: "\\f",
        0x0D: "\\r",
    ]

    private mutating func append(quoted text: String) {
        append("\"")
        for byte in text.utf8 {
            if let escape = Self.escapes[byte] {
                append(escape)
            } else if byte < 0x20 {
                append(byte < 0x10 ? "\\u000" : "\\u00")
                append(String(byte, radix: 16))
            } else {
                bytes.append(byte)
            }
        }
        append("\"")
    }
}

extension TemplateMessage {
    /// What a data file says of the message.
    fileprivate var fields: [(String, TemplateValue)] {
        let texts = [
            ("$message", id), ("domain", domain), ("default", defaultText), ("context", context),
            ("plural", plural),
        ]
        var fields = texts.compactMap { name, text in
            text.map { (name, TemplateValue.string($0)) }
        }
        if let count { fields.append(("count", .integer(count))) }
        if mapping.count > 0 { fields.append(("mapping", .mapping(mapping))) }
        return fields
    }
}
