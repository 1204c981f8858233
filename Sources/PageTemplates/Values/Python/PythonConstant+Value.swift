// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

extension TemplateValue {
    /// The value of a literal of Python.
    init(_ constant: PythonConstant) {
        switch constant {
        case .none: self = .nothing
        case .bool(let value): self = .bool(value)
        case .integer(let value): self = .integer(value)
        case .double(let value): self = .double(value)
        case .string(let value): self = .string(value)
        }
    }
}

extension PythonComprehension.Kind {
    /// The kind of the value.
    var pythonKind: PythonKind {
        switch self {
        case .list: .list
        case .set: .set
        case .dictionary: .dict
        case .generator: .generator
        }
    }
}
