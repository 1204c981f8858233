extension TemplateError.Code {
    /// What Python calls the error; `nil` for errors that are not Python's.
    var pythonName: String? {
        switch self {
        case .keyError: "KeyError"
        case .indexError: "IndexError"
        case .typeError: "TypeError"
        case .valueError: "ValueError"
        case .zeroDivisionError: "ZeroDivisionError"
        case .attributeError: "AttributeError"
        case .nameError: "NameError"
        case .overflowError: "OverflowError"
        default: nil
        }
    }
}
