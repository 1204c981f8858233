// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import Testing

/// Pictures of SVG, which run nothing where they are shown as pictures.
@Suite struct DrawingAddressTests {
    private static let drawing = "<svg onload='x()'/>\""

    private func page(_ source: String) throws -> String {
        var configuration = TemplateConfiguration()
        configuration.refusalsAreErrors = true
        return try Template(named: "page", source, configuration: configuration)
            .render(TemplateContext(["x": .string(Self.drawing), "b": "PHN2Zy8+/+="]))
    }

    @Test func theTemplateCanSayThatAPictureIsADrawing() throws {
        #expect(
            try page(#"<img src="data:image/svg+xml;base64,${b}">"#)
                == #"<img src="data:image/svg+xml;base64,PHN2Zy8+/+=">"#
        )
        #expect(
            try page(#"<img src="data:image/svg+xml,${x}">"#)
                == #"<img src="data:image/svg+xml,%3Csvg%20onload=%27x%28%29%27/%3E%22">"#
        )
    }

    @Test(arguments: [
        #"<iframe src="data:image/svg+xml,${x}"></iframe>"#,
        #"<a href="data:image/svg+xml,${x}">a</a>"#,
        #"<embed src="data:image/svg+xml,${x}">"#,
        #"<img src="data:text/html,${x}">"#,
    ])
    func anythingElseIsNoPicture(source: String) {
        let error = #expect(throws: TemplateError.self) { try page(source) }
        #expect(error?.code == .unsafePlace)
    }
}
