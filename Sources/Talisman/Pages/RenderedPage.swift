// SPDX-License-Identifier: Apache-2.0

public import PageTemplates

/// A page that was rendered for a request.
///
/// `Sendable`.
public struct RenderedPage: Sendable {
    /// The page in UTF-8.
    public let bytes: [UInt8]
    /// How the template's markup was read.
    public let mode: TemplateMode
    /// The name of the template.
    public let templateName: String
    /// Whether the page depends on the session, whatever was stored in it.
    ///
    /// A cache must then vary by the field that carries the client id.
    public let dependsOnSession: Bool

    /// The media type with its charset.
    public var contentType: String {
        let type =
            switch mode {
            case .html: "text/html"
            case .xml: XMLMediaType.name(forTemplate: templateName)
            case .text: "text/plain"
            }
        return "\(type); charset=utf-8"
    }
}
