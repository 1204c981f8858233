// SPDX-License-Identifier: Apache-2.0

/// A lambda: its code, and what its names meant where it was made.
final class PythonClosure: PythonObject {
    let program: TemplateProgram
    let plan: PythonLambdaPlan

    /// The defaults of the last parameters.
    let fallbacks: [TemplateValue]
    let kept: [Kept]

    /// What a name meant.
    enum Kept: Sendable {
        case value(TemplateValue)
        case `default`

        /// There was no such variable.
        case undefined
    }

    init(
        _ program: TemplateProgram,
        _ plan: PythonLambdaPlan,
        fallbacks: [TemplateValue],
        kept: [Kept]
    ) {
        self.program = program
        self.plan = plan
        self.fallbacks = fallbacks
        self.kept = kept
    }

    var pythonKind: PythonKind { .lambda }

    var isTrue: Bool { true }

    var steps: Int { 0 }

    var held: [TemplateValue] {
        fallbacks
            + kept.compactMap { kept in
                if case .value(let value) = kept { value } else { nil }
            }
    }

    func write(to text: inout PythonText) {
        text.append(verbatim: "<function <lambda>>")
    }
}
