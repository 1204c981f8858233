// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import Testing

@Suite struct TruthTests {
    static let trueValues: [TemplateValue] = [
        true, 1, -1, 0.5, .double(.nan), .double(.infinity), " ", "False", "0", [nil], ["a": nil],
        .markup(SafeMarkup(" ")), .object(Thing()),
    ]

    static let falseValues: [TemplateValue] = [
        nil, false, 0, 0.0, .double(-0.0), "", [], [:], .markup(SafeMarkup("")),
        .object(Thing(isTrue: false)),
    ]

    @Test(arguments: trueValues) func takesForTrue(value: TemplateValue) {
        #expect(value.isTrue)
    }

    @Test(arguments: falseValues) func takesForFalse(value: TemplateValue) {
        #expect(!value.isTrue)
    }
}
