// SPDX-License-Identifier: Apache-2.0

/// Writes a value for a ``ScriptValue``, without recursion.
struct ScriptValueWriter {
    private(set) var bytes: [UInt8] = []
    private(set) var omissions: [JSONText.Omission] = []

    private let language: ScriptValue.Language
    private let longest: Int

    /// The lists and mappings whose ends are still to come, from the outside in.
    private var open: [JSONContainerWriting] = []

    init(_ language: ScriptValue.Language, longest: Int) {
        self.language = language
        self.longest = longest
    }

    mutating func writeAll(_ value: TemplateValue) {
        writeOrOpen(value)
        while !open.isEmpty { writeEntryOrClose() }
        separate()
    }

    /// Keeps the value apart from what stands beside it.
    private mutating func separate() {
        let isNegative = bytes.first == UInt8(ascii: "-")
        switch bytes.last.map({ UnicodeScalar($0) }) {
        case "\"", "}": break
        case "]": append(" ")
        case _ where isNegative && language == .javaScript: enclose("(", ")")
        default: enclose(" ", " ")
        }
    }

    private mutating func enclose(_ opening: String, _ closing: String) {
        bytes = opening.utf8 + bytes + closing.utf8
    }

    /// Writes the next entry of the innermost container, or its end.
    private mutating func writeEntryOrClose() {
        let last = open.count - 1
        let position = open[last].count
        guard position < open[last].values.count, bytes.count <= longest else {
            return append(open.removeLast().keys == nil ? "]" : "}")
        }
        open[last].count += 1
        if position > 0 { append(",") }
        if let keys = open[last].keys { append(key: keys[position]) }
        writeOrOpen(open[last].values[position])
    }

    private mutating func append(key: String) {
        // In JavaScript the plain key would set the prototype instead.
        let isPrototype = language == .javaScript && key == "__proto__"
        if isPrototype { append("[") }
        ScriptWriter.append(quoted: key, to: &bytes)
        append(isPrototype ? "]:" : ":")
    }

    /// Writes a value; or opens a list or a mapping.
    private mutating func writeOrOpen(_ value: TemplateValue) {
        switch value {
        case .nothing: append("null")
        case .bool(let value): append(value ? "true" : "false")
        case .integer(let value): append(String(value))
        case .double(let value) where value.isFinite: append(value.description)
        case .double(let value): omit("number \(PythonFloat.representation(of: value))")
        case .string(let text): ScriptWriter.append(quoted: text, to: &bytes)
        case .markup(let markup): ScriptWriter.append(quoted: markup.text, to: &bytes)
        case .list(let items): open(JSONContainerWriting(keys: nil, values: items), value)
        case .mapping(let mapping):
            open(JSONContainerWriting(keys: mapping.keys, values: mapping.values), value)
        case .object(let object): writeOrOpen(object, value)
        }
    }

    private mutating func writeOrOpen(_ object: any TemplateObject, _ value: TemplateValue) {
        switch object {
        case let number as ExactNumber: append(number.text)
        case let text as SafeText: ScriptWriter.append(quoted: text.text, to: &bytes)
        case let message as TemplateMessage:
            ScriptWriter.append(quoted: message.untranslated, to: &bytes)
        case let dictionary as PythonDictionary:
            let table = dictionary.table
            let keys = table.keys.compactMap(\.pythonText)
            guard keys.count == table.count else { return omit(value.typeName) }
            open(JSONContainerWriting(keys: keys, values: table.values), value)
        case let model as ModelObject:
            let mapping = model.mapping
            open(JSONContainerWriting(keys: mapping.keys, values: mapping.values), value)
        default:
            guard let items = object.elements else { return omit(value.typeName) }
            open(JSONContainerWriting(keys: nil, values: items), value)
        }
    }

    private mutating func open(_ container: JSONContainerWriting, _ value: TemplateValue) {
        guard open.count < TemplateValue.depthLimit else { return omit(value.typeName) }
        append(container.keys == nil ? "[" : "{")
        open.append(container)
    }

    private mutating func omit(_ kind: String) {
        let path = open.map(\.step).joined(separator: "/")
        omissions.append(JSONText.Omission(path: path, kind: kind))
        append("null")
    }

    private mutating func append(_ text: String) {
        bytes += text.utf8
    }
}
