// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import PageTemplates

/// Fragments as the body of a response, and the fields that go with them.
struct FragmentBody {
    private let format: FragmentFormat
    private(set) var bytes: [UInt8] = []

    /// Whether the target of a request of htmx is among them.
    private var hasTarget = false

    init(_ format: FragmentFormat) {
        self.format = format
    }

    /// Adds a fragment.
    ///
    /// - Throws: `TemplateError` where the browser could not find its place.
    mutating func add(_ fragment: RenderedFragment) throws(TemplateError) {
        bytes += try fragment.written(format)
        if case .htmx(let target, _) = format, fragment.isFor(target) { hasTarget = true }
    }

    /// Fields of a response with those of the body.
    func fields(_ fields: HTTPFields) -> HTTPFields {
        var fields = fields
        if let type = format.contentType { fields[.contentType] = type }
        if case .htmx = format, let swap = HTTPField.Name("HX-Reswap"), fields[swap] == nil {
            // The element itself is in the response; where it is not, the target stays as it is.
            fields[swap] = hasTarget ? "outerHTML" : "none"
        }
        fields[.contentLength] = String(bytes.count)
        fields.append(HTTPField(name: .vary, value: FragmentFormat.fields))
        return fields
    }
}
