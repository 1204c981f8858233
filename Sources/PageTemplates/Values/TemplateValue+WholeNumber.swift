// SPDX-License-Identifier: Apache-2.0

extension TemplateValue {
    /// An integer, or a float without a fraction; truth values are no numbers.
    var wholeNumber: Int? {
        switch self {
        case .integer(let integer): integer
        case .double(let double): Int(exactly: double)
        default: nil
        }
    }

    /// Whether the value is no value.
    var isNothing: Bool {
        if case .nothing = self { true } else { false }
    }
}
