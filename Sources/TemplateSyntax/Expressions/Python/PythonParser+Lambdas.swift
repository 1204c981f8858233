// SPDX-License-Identifier: Apache-2.0

extension PythonParser {
    /// `lambda a, b=1: body`.
    mutating func lambda() throws(Diagnostic) -> PythonNode {
        let start = current.range.lowerBound
        try advance()
        var parameters: [PythonLambda.Parameter] = []
        while !isAt(":") {
            parameters.append(try parameter(behind: parameters))
            if !(try take(",")) { break }
        }
        try require(":")
        lambdas += 1
        defer { lambdas -= 1 }
        let body = try expression()
        return node(.lambda(PythonLambda(parameters: parameters, body: body)), from: start)
    }

    private mutating func parameter(
        behind others: [PythonLambda.Parameter]
    ) throws(Diagnostic) -> PythonLambda.Parameter {
        if isAt("*") || isAt("**") || isAt("/") {
            let message = "a lambda takes names and their defaults alone"
            throw error(message, text.sourceRange(current.range))
        }
        guard case .word(let name) = current.kind, !PythonToken.keywords.contains(name) else {
            throw unexpected(wanting: "a name")
        }
        if name != "_" { try refusePrivate(name) }
        let range = text.sourceRange(current.range)
        guard !others.contains(where: { $0.name == name }) else {
            throw error("the parameter '\(name)' stands there twice", range)
        }
        try advance()
        let fallback = try take("=") ? try expression() : nil
        guard fallback != nil || others.last?.fallback == nil else {
            throw error("a parameter without a default stands behind one with a default", range)
        }
        return PythonLambda.Parameter(name: name, range: range, fallback: fallback)
    }

    /// Refuses what is read where it stands, with the variables of the template.
    func refuseInLambda(_ name: String, _ range: Range<Int>) throws(Diagnostic) {
        guard lambdas > 0 else { return }
        throw reader.error(
            .invalidExpression,
            "\(name)() cannot stand in a lambda",
            range,
            notes: [.init("give its value a name before: 'tal:define'")]
        )
    }
}
