// SPDX-License-Identifier: Apache-2.0

extension TemplateValue {
    /// An integer of any size, where it fits.
    static func integer(
        exactly integer: some BinaryInteger,
        at path: @autoclosure () -> EncodingPath
    ) throws(TemplateError) -> TemplateValue {
        guard let value = Int(exactly: integer) else {
            throw EncodingFailure.integerTooLarge(integer, at: path())
        }
        return .integer(value)
    }

    /// A number of single precision by its own shortest decimal form, so that
    /// 0.1 stays 0.1 rather than 0.10000000149011612.
    static func double(shortest value: Float) -> TemplateValue {
        .double(value.isFinite ? Double(value.description) ?? Double(value) : Double(value))
    }
}
