// SPDX-License-Identifier: Apache-2.0

extension String {
    /// Whether a name is one that objects give only where they list it.
    var isPrivate: Bool { utf8.first == UInt8(ascii: "_") }
}

extension TemplateError.Note {
    /// Why an object has no member of a name, where it may have one.
    static func privateMember(_ name: String, of value: TemplateValue) -> [TemplateError.Note] {
        guard name.isPrivate, case .object = value, value.pythonKind == .object,
            !value.memberNames.contains(name)
        else {
            return []
        }
        return [.init("a name that starts with '_' is read where 'memberNames' has it")]
    }
}
