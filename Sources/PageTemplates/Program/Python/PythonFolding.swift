// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// Computes what is known when a template is compiled.
enum PythonFolding {
    /// The value of a node that is made of literals; `nil` for any other, and
    /// where the computation fails, which is an error of the render.
    ///
    /// Lists that scripts can change are none: each evaluation makes another one.
    static func constant(_ node: PythonNode, foldsLists: Bool = true) -> TemplateValue? {
        switch node.kind {
        case .constant(let value):
            return TemplateValue(value)
        case .unary(let symbol, let operand):
            guard let value = constant(operand) else { return nil }
            return try? PythonOperations.compute(symbol, value)
        case .binary(let first, let steps):
            return number(first, steps)
        case .list(let elements) where foldsLists:
            return constants(elements, foldsLists).map { .list($0) }
        case .tuple(let elements):
            return constants(elements, foldsLists).map { .tuple($0) }
        default:
            return nil
        }
    }

    private static func constants(
        _ nodes: [PythonNode],
        _ foldsLists: Bool
    ) -> [TemplateValue]? {
        var values: [TemplateValue] = []
        for node in nodes {
            guard let value = constant(node, foldsLists: foldsLists) else { return nil }
            values.append(value)
        }
        return values
    }

    /// Only numbers: they never grow.
    private static func number(
        _ first: PythonNode,
        _ steps: [PythonBinaryStep]
    ) -> TemplateValue? {
        guard var result = constant(first) else { return nil }
        for step in steps {
            guard let left = PythonNumber(result), let operand = constant(step.operand),
                let right = PythonNumber(operand),
                let value = try? PythonNumber.compute(step.symbol, left, right)
            else {
                return nil
            }
            result = PythonOperations.truth(step.symbol, result, operand, value)
        }
        return result
    }
}
