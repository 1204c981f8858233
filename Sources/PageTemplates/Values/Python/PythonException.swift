// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// An error as a value of a script: what `except ... as` names, or what
/// `ValueError('text')` makes.
final class PythonException: PythonObject, RaisedValue {
    let kind: PythonExceptionKind
    let arguments: [TemplateValue]

    var pythonKind: PythonKind { .exception }

    init(_ kind: PythonExceptionKind, _ arguments: [TemplateValue]) {
        self.kind = kind
        self.arguments = arguments
    }

    /// What Python shows of the error: its argument, or all of them.
    var message: String {
        switch arguments.count {
        case 0: ""
        case 1:
            kind == .keyError
                ? PythonText.representation(of: arguments[0]) : arguments[0].pythonString
        default: PythonText.representation(of: .tuple(arguments))
        }
    }

    var text: String { message }

    var isTrue: Bool { true }

    var held: [TemplateValue] { arguments }

    var steps: Int { arguments.reduce(arguments.count) { $0 + $1.steps } }

    func member(_ name: String) -> TemplateValue? {
        guard name == "args" else { return nil }
        return .tuple(arguments)
    }

    var memberNames: [String] { ["args"] }

    func write(to text: inout PythonText) {
        text.append(verbatim: kind.rawValue)
        text.append(arguments, between: "(", ")")
    }
}

extension TemplateError {
    /// The error as a value of a script.
    var pythonException: PythonException {
        (raised as? PythonException)
            ?? PythonException(PythonExceptionKind(code), [.string(message)])
    }

    /// An error that a script raises, and its message.
    init(raising exception: PythonException, _ message: String = "") {
        self.init(
            exception.kind.code,
            message.isEmpty ? "the script raises \(exception.kind.rawValue)" : message
        )
        raised = exception
    }
}
