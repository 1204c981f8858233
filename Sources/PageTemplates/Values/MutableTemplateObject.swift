// SPDX-License-Identifier: Apache-2.0

/// An object of the application whose items a script may change:
/// `session['count'] = 1`, `del session['count']`.
///
/// Its items are its members. Beside them a script has the methods `get`,
/// `setdefault`, `pop` and `keys` of a dictionary, which hide members of the same
/// names in `python:` expressions and scripts.
///
/// Only scripts change objects, and only where
/// ``TemplateConfiguration/allowsScripts`` lets them; a write is done at once and
/// stays done, whatever becomes of the page.
public protocol MutableTemplateObject: TemplateObject {
    /// Sets an item, or replaces it.
    ///
    /// - Parameters:
    ///   - key: Its name, which never starts with `_`.
    ///   - value: What the script assigns, as it is at this moment: lists and
    ///     tuples are lists, dictionaries with text keys are mappings. Whatever
    ///     else only scripts make, as sets, is an object.
    /// - Throws: Whatever stops the script: ``TemplateError`` with `typeError` or
    ///   `valueError` for a value that the object does not take.
    func setItem(_ key: String, to value: TemplateValue) throws

    /// Removes an item.
    ///
    /// The script has been told by `member(_:)` that there is one.
    ///
    /// - Parameter key: Its name.
    /// - Throws: Whatever stops the script.
    func removeItem(_ key: String) throws
}
