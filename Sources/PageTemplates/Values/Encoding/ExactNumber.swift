// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A `Decimal` that no floating-point number shows as it is written, such as one of 20 digits:
/// its text is exact, and `python:` computes with the number next to it.
final class ExactNumber: TemplateObject, ObjectOfKind {
    let text: String
    let double: Double

    fileprivate init(_ text: String, _ double: Double) {
        self.text = text
        self.double = double
    }

    let memberNames: [String] = []
    let kind = "number"

    var isTrue: Bool { double != 0 }

    func member(_ name: String) -> TemplateValue? { nil }
}

extension TemplateValue {
    /// A number that is shown by exactly the digits of a decimal number, without an exponent.
    init(exactly decimal: Decimal) {
        let text = decimal.description
        if let integer = Int(text) {
            self = .integer(integer)
        } else if let double = Double(text) {
            let isShown = double.isNaN || PythonFloat.representation(of: double) == text
            self = isShown ? .double(double) : .object(ExactNumber(text, double))
        } else {
            self = .string(text)
        }
    }

    /// The value as a decimal number of a model whose text is its own; nil for any other.
    var exactNumber: ExactNumber? {
        guard case .object(let object) = self else { return nil }
        return object as? ExactNumber
    }
}
