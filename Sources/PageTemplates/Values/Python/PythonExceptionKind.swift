/// The kinds of errors that scripts can name, and which is a kind of which.
enum PythonExceptionKind: String, Sendable, CaseIterable {
    case exception = "Exception"
    case arithmeticError = "ArithmeticError"
    case overflowError = "OverflowError"
    case zeroDivisionError = "ZeroDivisionError"
    case attributeError = "AttributeError"
    case lookupError = "LookupError"
    case indexError = "IndexError"
    case keyError = "KeyError"
    case nameError = "NameError"
    case runtimeError = "RuntimeError"
    case typeError = "TypeError"
    case valueError = "ValueError"

    /// The kind that this one is a kind of.
    private var base: PythonExceptionKind? {
        switch self {
        case .exception: nil
        case .overflowError, .zeroDivisionError: .arithmeticError
        case .indexError, .keyError: .lookupError
        default: .exception
        }
    }

    /// Whether an error of this kind is also one of another kind.
    func isKind(of other: PythonExceptionKind) -> Bool {
        var kind: PythonExceptionKind? = self
        while let current = kind {
            if current == other { return true }
            kind = current.base
        }
        return false
    }

    /// The code of errors of this kind.
    var code: TemplateError.Code {
        switch self {
        case .exception: .exception
        case .arithmeticError: .arithmeticError
        case .overflowError: .overflowError
        case .zeroDivisionError: .zeroDivisionError
        case .attributeError: .attributeError
        case .lookupError: .lookupError
        case .indexError: .indexError
        case .keyError: .keyError
        case .nameError: .nameError
        case .runtimeError: .runtimeError
        case .typeError: .typeError
        case .valueError: .valueError
        }
    }

    /// The kind of an error of the engine: for what is not Python's, the kind
    /// that says the same, or no more than that it is an error.
    init(_ code: TemplateError.Code) {
        switch code {
        case .unknownVariable: self = .nameError
        case .missingMember, .templateNotFound: self = .keyError
        default: self = Self.allCases.first { $0.code == code } ?? .exception
        }
    }
}
