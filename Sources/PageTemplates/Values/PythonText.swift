// SPDX-License-Identifier: Apache-2.0

/// Writes values as Python's `repr` does.
struct PythonText {
    private(set) var text = ""
    private var depth = 0

    /// The size in bytes behind which nothing is written out any more: a
    /// container that stands in others again and again has a text without end.
    private let longest: Int

    private static let longestExcerpt = 200

    private init(longest: Int) {
        self.longest = longest
    }

    /// The representation of a value: `'a'` for the text `a`, `None` for nothing;
    /// behind 64 MiB `...` stands for the rest.
    static func representation(of value: TemplateValue) -> String {
        representation(of: value, longest: 64 << 20)
    }

    /// The representation for a message, cut off where nobody reads on.
    static func excerpt(of value: TemplateValue) -> String {
        guard let text = value.pythonText, text.utf8.count > longestExcerpt else {
            return representation(of: value, longest: longestExcerpt)
        }
        let start = text.unicodeScalars.prefix(longestExcerpt)
        return representation(of: .string(String(start)), longest: longestExcerpt) + "..."
    }

    /// The representation of a value, which takes the steps of going through the
    /// value and of writing the text.
    static func representation(
        of value: TemplateValue,
        _ budget: inout Budget
    ) throws(TemplateError) -> String {
        try budget.take(through: value)
        let text = representation(of: value, longest: budget.longestText)
        try budget.take(textSize: text.utf8.count)
        return text
    }

    private static func representation(of value: TemplateValue, longest: Int) -> String {
        var writer = PythonText(longest: longest)
        writer.append(value)
        return writer.text
    }

    mutating func append(_ value: TemplateValue) {
        switch value {
        case .nothing: text += "None"
        case .bool(let value): text += value ? "True" : "False"
        case .integer(let value): text += String(value)
        case .double(let value): text += PythonFloat.representation(of: value)
        case .string(let string): PythonString.append(string, to: &text)
        case .markup(let markup): PythonString.append(markup.text, to: &text)
        case .object(let object): append(object)
        case .list(let elements): append(elements, between: "[", "]")
        case .mapping(let mapping):
            append(keys: mapping.keys.map { .string($0) }, values: mapping.values)
        }
    }

    /// Appends text as it is.
    mutating func append(verbatim text: String) {
        self.text += text
    }

    private mutating func append(_ object: any TemplateObject) {
        if let python = object as? any PythonObject {
            python.write(to: &self)
        } else {
            text += object.text
        }
    }

    /// Appends values with commas between them.
    mutating func append(
        _ elements: [TemplateValue],
        between opening: String,
        _ closing: String
    ) {
        nested(between: opening, closing) { writer in
            for (index, element) in elements.enumerated() {
                writer.text += index == 0 ? "" : ", "
                writer.append(element)
                if writer.endsHere() { break }
            }
        }
    }

    /// Appends the entries of a dictionary.
    mutating func append(keys: [TemplateValue], values: [TemplateValue]) {
        nested(between: "{", "}") { writer in
            for (index, (key, value)) in zip(keys, values).enumerated() {
                writer.text += index == 0 ? "" : ", "
                writer.append(key)
                writer.text += ": "
                writer.append(value)
                if writer.endsHere() { break }
            }
        }
    }

    /// Writes no more items of a container where the text is too long.
    private mutating func endsHere() -> Bool {
        guard text.utf8.count > longest else { return false }
        if !text.hasSuffix("...") { text += ", ..." }
        return true
    }

    private mutating func nested(
        between opening: String,
        _ closing: String,
        content: (inout PythonText) -> Void
    ) {
        guard depth < TemplateValue.depthLimit, text.utf8.count <= longest else {
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
