// SPDX-License-Identifier: Apache-2.0

/// Declarations of CSS, or a style sheet, which their maker vouches for.
public struct SafeCSS: VouchedText {
    /// `$style`.
    public static let dataKey = "$style"

    /// The declarations.
    public let text: String

    /// Vouches for a constant of the program.
    public init(_ constant: StaticString) {
        text = constant.description
    }

    /// Vouches for text that is not a constant.
    ///
    /// - Parameters:
    ///   - text: The declarations.
    ///   - reason: Why they are safe, for whoever reviews the program.
    public init(unchecked text: String, reason: StaticString) {
        self.text = text
        _ = reason
    }
}

/// Code of JavaScript that its maker vouches for.
public struct SafeJS: VouchedText {
    /// `$script`.
    public static let dataKey = "$script"

    /// The code.
    public let text: String

    /// Vouches for a constant of the program.
    public init(_ constant: StaticString) {
        text = constant.description
    }

    /// Vouches for text that is not a constant.
    ///
    /// - Parameters:
    ///   - text: The code.
    ///   - reason: Why it is safe, for whoever reviews the program.
    public init(unchecked text: String, reason: StaticString) {
        self.text = text
        _ = reason
    }
}

/// Data as text of JSON, which a script can hold as it is.
///
/// Every value of a template becomes that in a script by itself; this is for data that the
/// application has as JSON already, or that it keeps for several pages.
public struct JSONData: VouchedText {
    /// `$json`.
    public static let dataKey = "$json"

    /// The text, with `<`, `>`, `&` and the line ends of JavaScript as escapes.
    public let text: String

    /// Makes the text of a value.
    ///
    /// - Parameter value: The value.
    public init(_ value: TemplateValue) {
        text = String(decoding: ScriptValue(value, in: .json).bytes, as: UTF8.self)
    }
}
