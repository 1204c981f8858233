// SPDX-License-Identifier: Apache-2.0

/// The kinds of errors that scripts can name, and which is a kind of which.
package enum PythonExceptionKind: String, Sendable, CaseIterable {
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
    package func isKind(of other: PythonExceptionKind) -> Bool {
        var kind: PythonExceptionKind? = self
        while let current = kind {
            if current == other { return true }
            kind = current.base
        }
        return false
    }
}
