// SPDX-License-Identifier: Apache-2.0

/// A path namespace: what `prefix:name` means as a step of a path.
///
/// `request/session:products.foo/color` asks the namespace `session` for
/// `products.foo` of the request, and walks on to `color`. zope.tales calls the
/// same thing a path adapter.
public protocol PathNamespace: Sendable {
    /// The value of a name of this namespace.
    ///
    /// Called while a page renders, so it answers without waiting.
    ///
    /// - Parameters:
    ///   - name: What stands behind the colon.
    ///   - value: What the path has reached so far.
    /// - Returns: The value, or `nil` where there is none: a path then goes on
    ///   with its next alternative.
    /// - Throws: Whatever stops the render.
    func value(of name: String, in value: TemplateValue) throws -> TemplateValue?
}

/// A namespace whose steps follow one variable, which reports name where it is missing.
package protocol NamespaceOfVariable: PathNamespace {
    /// The name of the variable.
    var variable: String { get }
}
