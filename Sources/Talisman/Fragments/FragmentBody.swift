// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import PageTemplates

/// Fragments as the body of a response, and the fields that go with them.
struct FragmentBody {
    private let format: FragmentFormat

    /// The target of a request of htmx, where it is among them.
    private var target: [UInt8]?
    private var others: [UInt8] = []

    /// The target first: behind other elements parsers drop the rows of a table.
    var bytes: [UInt8] { (target ?? []) + others }

    init(_ format: FragmentFormat) {
        self.format = format
    }

    /// Adds a fragment.
    ///
    /// - Throws: `TemplateError` where the browser could not find its place.
    mutating func add(_ fragment: RenderedFragment) throws(TemplateError) {
        var isTarget = false
        // A macro and an id may name the same element: only one is in the place of the target.
        if case .htmx(let id, _) = format, target == nil { isTarget = fragment.isFor(id) }
        let written = try fragment.written(format, inPlace: isTarget)
        if isTarget { target = written } else { others += written }
    }

    /// Fields of a response with those of the body.
    func fields(_ fields: HTTPFields) -> HTTPFields {
        var fields = fields
        if let type = format.contentType { fields[.contentType] = type }
        if case .htmx = format, let swap = HTTPField.Name("HX-Reswap"), fields[swap] == nil {
            // The element itself is in the response; where it is not, the target stays as it is.
            fields[swap] = target == nil ? "none" : "outerHTML"
        }
        fields[.contentLength] = String(bytes.count)
        fields.append(HTTPField(name: .vary, value: FragmentFormat.fields))
        return fields
    }
}
