// SPDX-License-Identifier: Apache-2.0

extension TemplateConfiguration {
    /// The configuration for templates whose authors are not trusted.
    ///
    /// Such a template reaches nothing but the data that it is given (``isConfined``), reads no
    /// name that begins with `_`, has no scripts, and uses no more than
    /// ``TemplateLimits/untrusted`` allows. Nothing is trusted in it, and it has the expression
    /// types `date` and `number` of the engine alone.
    ///
    /// The markup is its author's, scripts and all: show the page on an origin of its own, or
    /// clean it with ``SafeMarkup/init(sanitizing:by:)``. See <doc:Security>.
    ///
    /// ```swift
    /// let template = try Template(named: "card.html", text, configuration: .untrusted)
    /// let page = try template.render(TemplateContext(["name": "Ada"]))
    /// ```
    ///
    /// The policy belongs to the compiled template: another configuration is another template.
    public static var untrusted: TemplateConfiguration {
        var configuration = TemplateConfiguration()
        configuration.isConfined = true
        configuration.readsPrivateNames = false
        configuration.limits = .untrusted
        return configuration
    }
}
