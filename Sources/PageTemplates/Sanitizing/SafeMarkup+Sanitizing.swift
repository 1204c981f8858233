// SPDX-License-Identifier: Apache-2.0

extension SafeMarkup {
    /// Makes text that a user wrote into markup that may stand in a page.
    ///
    /// This never fails: what is not allowed goes, as ``MarkupSanitizer`` says.
    ///
    /// ```swift
    /// SafeMarkup(sanitizing: "<b onclick='steal()'>Hello</b>, <script>steal()</script>world")
    /// // <b>Hello</b>, world
    /// ```
    ///
    /// - Parameters:
    ///   - text: Markup of whatever quality.
    ///   - sanitizer: What may stay.
    public init(sanitizing text: String, by sanitizer: MarkupSanitizer = .comment) {
        var sanitizing = Sanitizing(text, by: sanitizer)
        self.init(
            unchecked: String(decoding: sanitizing.markup(), as: UTF8.self),
            reason: "written anew from what the sanitizer allows"
        )
    }
}
