// SPDX-License-Identifier: Apache-2.0

// Pages whose variables are the members of a model.
extension Template {
    /// Renders a page of a model as text.
    ///
    /// - Parameter model: The model, whose members are the variables. The page reads those that it
    ///   names, and computes no others.
    /// - Returns: The page.
    /// - Throws: ``TemplateError``; there is no page then, not even a part of it.
    public func render(_ model: some TemplateModel) throws(TemplateError) -> String {
        try render(TemplateContext(model))
    }

    /// Appends a page of a model to a buffer.
    ///
    /// - Parameters:
    ///   - model: The model, whose members are the variables.
    ///   - output: The buffer.
    /// - Throws: ``TemplateError``; the buffer is then as it was before.
    public func render(
        _ model: some TemplateModel,
        into output: inout TemplateOutput
    ) throws(TemplateError) {
        try render(TemplateContext(model), into: &output)
    }

    /// The page of a model in pieces of about a size, rendered as they are asked for.
    ///
    /// A model that is an object of a class and changes meanwhile gives a page of both states.
    ///
    /// - Parameters:
    ///   - model: The model, whose members are the variables.
    ///   - size: The bytes after which a piece is given away.
    /// - Returns: The pieces; each iteration renders the page anew.
    public func chunks(_ model: some TemplateModel, size: Int = 16 << 10) -> TemplateChunks {
        chunks(TemplateContext(model), size: size)
    }
}
