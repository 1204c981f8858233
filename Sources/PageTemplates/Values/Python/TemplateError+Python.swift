// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

extension TemplateError.Code {
    /// What Python calls the error; `nil` for errors that are not Python's.
    var pythonName: String? {
        PythonExceptionKind.allCases.first { $0.code == self }?.rawValue
    }
}
