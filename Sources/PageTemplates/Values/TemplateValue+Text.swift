import TemplateSyntax

extension TemplateValue {
    /// The text that stands for the value in a page, before any escaping.
    ///
    /// `nothing` is empty; numbers, truth values and containers are written as
    /// Python's `str` writes them, with `...` for whatever is nested too deep or
    /// stands behind 64 MiB of text;
    /// markup is its text, and an object says its own.
    public var textForm: String {
        switch self {
        case .nothing: ""
        case .string(let text): text
        case .markup(let markup): markup.text
        case .object(let error as PythonException): error.message
        default: PythonText.representation(of: self)
        }
    }

    /// The text form, which takes the steps of writing it.
    func textForm(_ budget: inout Budget) throws(TemplateError) -> String {
        switch self {
        case .string(let text): return text
        case .markup(let markup): return markup.text
        case .nothing, .bool, .integer, .double: return textForm
        case .object(let error as PythonException):
            try budget.take(through: self)
            let text = error.message
            try budget.take(textSize: text.utf8.count)
            return text
        case .list, .mapping, .object:
            return try PythonText.representation(of: self, &budget)
        }
    }

    /// Appends the text form as UTF-8.
    func appendText(to bytes: inout some RangeReplaceableCollection<UInt8>) {
        if case .string(let text) = self {
            bytes.append(contentsOf: text.utf8)
        } else {
            bytes.append(contentsOf: textForm.utf8)
        }
    }
}
