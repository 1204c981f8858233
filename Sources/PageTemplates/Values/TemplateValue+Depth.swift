extension TemplateValue {
    /// How many lists and mappings may stand inside each other where a value is
    /// shown or made, so that no data exhausts the stack.
    static let depthLimit = 512
}
