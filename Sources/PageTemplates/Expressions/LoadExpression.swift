extension ExpressionParser {
    /// Reads the text of `load:`, the name of a template.
    ///
    /// A name is relative to the folder of the template that it stands in; one
    /// that begins with `/` is relative to the root.
    func load(_ text: ExpressionText) throws(TemplateError) -> Expression {
        let name = text.trimmingSpace()
        guard !name.bytes.isEmpty else {
            throw error(.invalidExpression, "'load:' needs the name of a template", text.range)
        }
        return Expression(kind: .load(path(to: name.text)), range: name.range)
    }

    private func path(to name: String) -> String {
        guard !name.hasPrefix("/") else { return String(name.drop { $0 == "/" }) }
        let folder = source.name.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        return (folder.map(String.init) + [name]).joined(separator: "/")
    }
}
