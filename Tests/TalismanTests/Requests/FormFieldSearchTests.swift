// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Testing

@testable import Talisman

/// Looking for a field in the start of a body.
@Suite struct FormFieldSearchTests {
    private static let pairs = "application/x-www-form-urlencoded"
    private static let parts = "multipart/form-data; boundary=b"

    private func form(_ type: String?) -> FormFieldSearch? {
        var head = HTTPRequest(method: .post, scheme: nil, authority: nil, path: "/")
        head.headerFields[.contentType] = type
        return FormFieldSearch(for: "t", in: head)
    }

    @Test(
        arguments: [
            ("t=x", .found("x"), .unfinished), ("t=x&a=b", .found("x"), .found("x")),
            ("a=b&t=x&", .found("x"), .found("x")), ("t=%78+", .found("x "), .unfinished),
            ("%74=x&", .found("x"), .found("x")), ("t&a", .found(""), .found("")),
            ("t=1&t=2&", .found("1"), .found("1")), ("t=%zz&", .found(""), .found("")),
            ("a=b", .absent, .unfinished), ("", .absent, .unfinished),
            ("tt=x&a=t", .absent, .unfinished), ("a=b%26t=x", .absent, .unfinished),
        ] as [(String, FormFieldSearch.Finding, FormFieldSearch.Finding)]
    )
    func findsPairs(
        body: String,
        whole: FormFieldSearch.Finding,
        start: FormFieldSearch.Finding
    ) throws {
        for type in [Self.pairs, "Application/X-WWW-Form-Urlencoded ; charset=utf-8"] {
            let search = try #require(form(type))
            #expect(search.finding(in: Array(body.utf8), isWhole: true) == whole)
            #expect(search.finding(in: Array(body.utf8), isWhole: false) == start)
        }
    }

    private static let file = """
        --b\r\nContent-Disposition: form-data; name="f"; filename="t; name=t"\r\n\
        Content-Type: text/plain\r\n\r\nname="t"\r\n\r\nt=x&\r\n
        """
    private static let token = """
        --b\r\ncontent-type: text/plain\r\nCONTENT-DISPOSITION:  form-data;name=t\r\n\r\nx\r\n
        """

    @Test(
        arguments: [
            (token + "--b--\r\n", .found("x")), (token + "--b", .found("x")),
            ("preamble\r\n" + token + "--b", .found("x")),
            (token, .unfinished), (String(token.dropLast(3)), .unfinished), ("", .unfinished),
            ("--b", .unfinished), ("--b--", .absent), ("--b--\r\n" + token, .absent),
            ("--b\r\nContent-Disposition: attachment; name=t\r\n\r\nx\r\n--b--", .absent),
            ("--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--b--", .absent),
            ("--b\r\nContent-Disposition: form-data; name=\"t\"\r\n\r\n\r\n--b--", .found("")),
        ] as [(String, FormFieldSearch.Finding)]
    )
    func findsParts(body: String, finding: FormFieldSearch.Finding) throws {
        let search = try #require(form(Self.parts))
        #expect(search.finding(in: Array(body.utf8), isWhole: false) == finding)
        let whole = search.finding(in: Array(body.utf8), isWhole: true)
        #expect(whole == (finding == .unfinished ? .absent : finding))
    }

    /// What a file has in it, or is named, is no field.
    @Test func aFileIsNoField() throws {
        let search = try #require(form(Self.parts))
        let end = Array((Self.file + "--b--").utf8)
        #expect(search.finding(in: end, isWhole: true) == .absent)
        let both = Array((Self.file + Self.token + "--b--").utf8)
        #expect(search.finding(in: both, isWhole: true) == .found("x"))
    }

    @Test(arguments: [
        nil, "", "text/plain", "application/json", "multipart/form-data",
        "multipart/form-data; boundary=", "multipart/form-data; boundary=\"\"",
        "multipart/mixed; boundary=b",
    ])
    func otherBodiesAreNotRead(type: String?) {
        #expect(form(type) == nil)
    }

    /// Signs change no letter in front of them.
    @Test func aParameterEndsAtItsSemicolon() throws {
        let search = try #require(form("multipart/form-data;\u{301}x=1; boundary=b;\u{301}y"))
        #expect(search.finding(in: Array((Self.token + "--b").utf8), isWhole: false) == .found("x"))
    }

    @Test func aBoundaryMayBeQuoted() throws {
        let search = try #require(form("multipart/form-data; charset=utf-8; Boundary=\"b\""))
        #expect(search.finding(in: Array((Self.token + "--b").utf8), isWhole: false) == .found("x"))
    }
}
