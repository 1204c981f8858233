// SPDX-License-Identifier: Apache-2.0

extension TemplateConfiguration {
    /// The function of Python that a name means where it is called, and where there is no
    /// such variable.
    func function(named name: String) -> PythonFunction? {
        if let builtin = PythonBuiltins.table[name] { return builtin }
        return functions.contains(name) ? ZopeFunctions.table[name] : nil
    }

    /// The same as a value.
    func functionValue(named name: String) -> TemplateValue? {
        function(named: name).map { PythonBuiltins.value(of: $0) }
    }
}
