// SPDX-License-Identifier: Apache-2.0

import Talisman
import Testing

@Suite struct FormFieldsTests {
    @Test(
        arguments: [
            ("", []),
            ("color=red", [.init("color", "red")]),
            ("a=1&b=2&a=3", [.init("a", "1"), .init("b", "2"), .init("a", "3")]),
            ("a+b=c+d", [.init("a b", "c d")]),
            ("name=%C3%A9t%c3%a9", [.init("name", "été")]),
            ("a=b=c", [.init("a", "b=c")]),
            ("alone&=x&&", [.init("alone", ""), .init("", "x")]),
            ("plus=1%2B1&amp=%26", [.init("plus", "1+1"), .init("amp", "&")]),
        ] as [(String, [FormFields.Field])]
    )
    func readsForms(text: String, fields: [FormFields.Field]) throws {
        #expect(try FormFields(urlEncoded: Array(text.utf8)).fields == fields)
        #expect(FormFields(query: text).fields == fields)
    }

    @Test(
        arguments: [
            ("a=%", .malformed), ("a=%4", .malformed), ("a=%zz", .malformed), ("a=%FF", .malformed),
            ("%C3=1", .malformed), ("a&b&c&d", .tooManyFields), ("a=0123456789", .tooLarge),
        ] as [(String, FormError.Code)]
    )
    func refusesForms(text: String, code: FormError.Code) {
        #expect(throws: FormError(code)) {
            try FormFields(
                urlEncoded: Array(text.utf8),
                limits: FormLimits(bytes: 10, fields: 3)
            )
        }
    }

    @Test func theLastTextOfANameCounts() throws {
        let form = try FormFields(urlEncoded: Array("a=1&b=2&a=3".utf8))
        #expect(form["a"] == "3")
        #expect(form.values(of: "a") == ["1", "3"])
        #expect(form["c"] == nil)
        #expect(form.values(of: "c").isEmpty)
    }

    @Test func aQueryIsRepairedAndCut() {
        let query = FormFields(query: "a=%zz&b=%FF&c=1", limits: FormLimits(fields: 2))
        #expect(query.fields == [.init("a", "%zz"), .init("b", "\u{FFFD}")])
    }
}
