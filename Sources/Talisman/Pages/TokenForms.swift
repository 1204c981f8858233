// SPDX-License-Identifier: Apache-2.0

import PageTemplates

/// The forms of a finished page that get a token: those that are certain to be sent by POST to the
/// page's own site, as ``PageForms`` tells.
///
/// A form that has the field already keeps it.
struct TokenForms {
    /// Where the fields stand, in their order.
    let places: [Int]
    private let page: [UInt8]
    private let fieldName: String

    init(in page: [UInt8], mode: TemplateMode, fieldName: String, targets: SiteTargets) {
        self.page = page
        self.fieldName = fieldName
        guard mode != .text else {
            places = []
            return
        }
        let forms = PageForms(
            in: page,
            isXML: mode == .xml,
            targets: targets,
            fieldName: fieldName
        )
        places = forms.places(isPost: true)
    }

    /// The page with a token in its forms.
    func page(with token: String) -> [UInt8] {
        let field = Array("<input type=\"hidden\" name=\"\(fieldName)\" value=\"\(token)\" />".utf8)
        var output: [UInt8] = []
        output.reserveCapacity(page.count + places.count * field.count)
        var copied = 0
        for place in places {
            output += page[copied..<place] + field
            copied = place
        }
        return output + page[copied...]
    }
}
