// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

extension PythonExceptionKind {
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
        case .missingMember, .macroNotFound, .templateNotFound: self = .keyError
        default: self = Self.allCases.first { $0.code == code } ?? .exception
        }
    }
}
