#if Hummingbird
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Talisman
import TalismanHummingbird
import Testing

@Suite struct FormReadingTests {
    private static let form = "application/x-www-form-urlencoded"

    @Test(arguments: [
        ("a=1&b=2", form, 200), ("a=1", "\(form); charset=utf-8", 200), ("", "", 200),
        ("a=%zz", form, 400), ("a=%FF", form, 400), ("a&b&c&d", form, 413),
        ("a=0123456789012345678901234567890", form, 413), ("{}", "application/json", 415),
        ("a=1", "", 415),
    ])
    func answersByItsLimits(body: String, type: String, status: Int) async throws {
        let limits = FormLimits(bytes: 20 + 10, fields: 3)
        let router = Router()
        router.post("form") { request, _ in
            try await request.readForm(limits: limits).fields.map(\.name).joined(separator: ",")
        }
        for setup in [TestingSetup.router, .live] {
            try await Application(router: router).test(setup) { client in
                let headers: HTTPFields = type.isEmpty ? [:] : [.contentType: type]
                let response = try await client.execute(
                    uri: "/form",
                    method: .post,
                    headers: headers,
                    body: ByteBuffer(string: body)
                )
                #expect(response.status.code == status)
            }
        }
    }

    @Test func aBrokenBodyIsNoServerError() async throws {
        try await TestShop().run(.live) { client in
            let port = try #require(client.port)
            let head = """
                POST /color HTTP/1.1\r\nHost: localhost\r\nContent-Type: \(Self.form)\r
                Transfer-Encoding: chunked\r\nConnection: close\r\n\r\nzz\r\nbroken\r\n\r\n
                """
            let answer = try await RawSocket.exchange(Array(head.utf8), port: port)
            #expect(answer.isEmpty || answer.hasPrefix("HTTP/1.1 400"), "\(answer)")
        }
    }
}
#endif
