// SPDX-License-Identifier: Apache-2.0

extension TemplateMapping {
    /// Creates a mapping of the members of a value: the variables of a page.
    ///
    /// ```swift
    /// let variables = try TemplateMapping(encoding: ["products": products])
    /// ```
    ///
    /// A structure gives its members under their coding keys, a dictionary its entries.
    /// What each member becomes, ``TemplateEncoder`` says.
    ///
    /// - Parameter value: Anything that encodes as a dictionary or a struct.
    /// - Throws: ``TemplateError`` with `invalidData` for anything else, such as an array,
    ///   which needs a name, and for what ``TemplateEncoder`` refuses.
    public init(encoding value: some Encodable) throws(TemplateError) {
        self = try TemplateEncoder().encode(value).variables
    }
}

extension TemplateValue {
    /// The mapping that the value is, for variables.
    var variables: TemplateMapping {
        get throws(TemplateError) {
            if case .mapping(let mapping) = self { return mapping }
            throw TemplateError(
                .invalidData,
                "variables must be a mapping from names to values, not \(typeName)",
                notes: [TemplateError.Note("put it under a name, such as 'items'")]
            )
        }
    }
}
