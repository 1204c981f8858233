// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax
import Testing

@testable import TemplateTools

@Suite struct StatementDocumentationTests {
    @Test func everyStatementHasItsText() {
        for namespace in StatementNamespace.allCases {
            for name in StatementNames.known(in: namespace) {
                let text = StatementDocumentation.of(namespace, name)?.text ?? ""
                #expect(text.hasSuffix("."), "\(namespace):\(name)")
            }
        }
        let known = StatementNamespace.allCases.flatMap { StatementNames.known(in: $0) }
        #expect(StatementDocumentation.all.count == known.count)
    }
}
