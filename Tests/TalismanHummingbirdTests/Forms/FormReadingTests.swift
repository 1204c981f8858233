// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Talisman
import Testing

@Suite struct FormReadingTests {
    private static let form = "application/x-www-form-urlencoded"

    private static let table = [
        ("a=1&b=2", form, 200), ("a=1", "\(form); charset=utf-8", 200), ("", "", 200),
        ("a=%zz", form, 400), ("a=%FF", form, 400), ("a&b&c&d", form, 413),
        ("a=0123456789012345678901234567890", form, 413), ("{}", "application/json", 415),
        ("a=1", "", 415),
    ]

    @Test(arguments: TestServer.all + TestServer.liveHummingbirds, table)
    func answersByItsLimits(
        server: TestServer,
        _ row: (body: String, type: String, status: Int)
    ) async throws {
        let limits = FormLimits(bytes: 20 + 10, fields: 3)
        try await TestShop().run(server) { router in
            router.post("form") { request in
                try await request.readForm(limits: limits).fields.map(\.name)
                    .joined(separator: ",")
            }
        } _: { client in
            let headers: HTTPFields = row.type.isEmpty ? [:] : [.contentType: row.type]
            let response = try await client.execute(
                uri: "/form",
                method: .post,
                headers: headers,
                body: row.body
            )
            #expect(response.status.code == row.status)
        }
    }

    @Test(arguments: TestServer.live) func aBrokenBodyIsNoServerError(
        server: TestServer
    ) async throws {
        try await TestShop().run(server) { client in
            let port = try #require(client.port)
            let head = """
                POST /color HTTP/1.1\r\nHost: localhost\r\nContent-Type: \(Self.form)\r
                Transfer-Encoding: chunked\r\nConnection: close\r\n\r\nzz\r\nbroken\r\n\r\n
                """
            let answer = try await RawSocket.exchange(Array(head.utf8), port: port)
            #expect(answer.isEmpty || server.refuses(answer), "\(answer)")
        }
    }
}
