/// Writes values as Python's `repr` does.
struct PythonText {
    private(set) var text = ""
    private var depth = 0

    /// The representation of a value: `'a'` for the text `a`, `None` for nothing.
    static func representation(of value: TemplateValue) -> String {
        var writer = PythonText()
        writer.append(value)
        return writer.text
    }

    private mutating func append(_ value: TemplateValue) {
        switch value {
        case .nothing: text += "None"
        case .bool(let value): text += value ? "True" : "False"
        case .integer(let value): text += String(value)
        case .double(let value): text += PythonFloat.representation(of: value)
        case .string(let string): PythonString.append(string, to: &text)
        case .markup(let markup): PythonString.append(markup.text, to: &text)
        case .object(let object): text += object.text
        case .list(let elements): append(elements)
        case .mapping(let mapping): append(mapping)
        }
    }

    private mutating func append(_ elements: [TemplateValue]) {
        nested(between: "[", "]") { writer in
            for (index, element) in elements.enumerated() {
                writer.text += index == 0 ? "" : ", "
                writer.append(element)
            }
        }
    }

    private mutating func append(_ mapping: TemplateMapping) {
        nested(between: "{", "}") { writer in
            for (index, (key, value)) in zip(mapping.keys, mapping.values).enumerated() {
                writer.text += index == 0 ? "" : ", "
                PythonString.append(key, to: &writer.text)
                writer.text += ": "
                writer.append(value)
            }
        }
    }

    private mutating func nested(
        between opening: String,
        _ closing: String,
        content: (inout PythonText) -> Void
    ) {
        guard depth < TemplateValue.depthLimit else {
            text += "..."
            return
        }
        depth += 1
        text += opening
        content(&self)
        text += closing
        depth -= 1
    }
}
