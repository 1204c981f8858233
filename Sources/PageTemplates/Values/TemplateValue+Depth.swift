// SPDX-License-Identifier: Apache-2.0

extension TemplateValue {
    /// How many lists and mappings may stand inside each other in a data file and
    /// in the text form of a value, so that no data exhausts the stack.
    static let depthLimit = 512
}
