// SPDX-License-Identifier: Apache-2.0

#if Redis
import NIOCore
import Testing

@testable import WebSessionsRedis

@Suite struct RESPParserTests {
    private static let replies: [(String, RESPValue)] = [
        ("+OK\r\n", .simple("OK")),
        ("+\r\n", .simple("")),
        ("-ERR no\r\n", .failure(RedisReplyFailure(message: "ERR no"))),
        (":0\r\n", .integer(0)),
        (":-9223372036854775808\r\n", .integer(.min)),
        ("$0\r\n\r\n", .bulk([])),
        ("$4\r\n\r\n\0$\r\n", .bulk([13, 10, 0, 36])),
        ("$-1\r\n", .null),
        ("*-1\r\n", .null),
        ("*0\r\n", .array([])),
        ("*2\r\n*0\r\n*1\r\n$1\r\na\r\n", .array([.array([]), .array([.bulk([97])])])),
        ("*3\r\n:1\r\n$-1\r\n+x\r\n", .array([.integer(1), .null, .simple("x")])),
    ]

    @Test func readsEveryKindOfReply() throws {
        for (text, value) in Self.replies {
            #expect(try parse([text]) == [value], "\(text.debugDescription)")
        }
    }

    @Test func readsRepliesThatAreCutAnywhere() throws {
        let whole = Self.replies.map(\.0).joined()
        let expected = Self.replies.map(\.1)
        let bytes = Array(whole.utf8)
        for cut in 0...bytes.count {
            #expect(try parse(bytes: [bytes[..<cut], bytes[cut...]]) == expected, "cut at \(cut)")
        }
        #expect(try parse(bytes: bytes.indices.map { bytes[$0...$0] }) == expected)
    }

    @Test(arguments: [
        "hello\r\n", "\r\n", "+OK\n", ":\r\n", ":1.5\r\n", ":+1\r\n", ":9223372036854775808\r\n",
        "$-2\r\n", "$x\r\n", "*-2\r\n", "$1\r\nab\r\n", "$1\r\na\r", "%1\r\n", "HTTP/1.1 400\r\n",
    ])
    func whatIsMalformedIsAnError(_ text: String) throws {
        let text = text == "$1\r\na\r" ? "$1\r\na\rx" : text
        let failure = #expect(throws: RedisFailure.self) { try parse([text]) }
        guard case .malformed? = failure else {
            Issue.record("\(text.debugDescription) is \(String(describing: failure))")
            return
        }
    }

    @Test(arguments: [
        "$1001\r\n", "$9223372036854775807\r\n", "*1000000\r\n",
        "*2\r\n$600\r\n" + String(repeating: "x", count: 600) + "\r\n$600\r\n",
    ])
    func whatIsTooLargeIsRefusedBeforeItComes(_ text: String) {
        #expect(throws: RedisFailure.tooLarge(maximum: 1000)) {
            try parse([text], maximumSize: 1000)
        }
    }

    @Test func aLineWithoutAnEndIsRefused() {
        let line = "+" + String(repeating: "x", count: RESPParser.maximumLine)
        #expect(throws: RedisFailure.malformed("a line is too long")) { try parse([line]) }
    }

    @Test func arraysAreNestedOnlySoDeep() throws {
        let deepest = String(repeating: "*1\r\n", count: RESPParser.maximumDepth)
        #expect(try parse([deepest + ":1\r\n"]).count == 1)
        #expect(throws: RedisFailure.self) { try parse([deepest + "*1\r\n:1\r\n"]) }
    }

    @Test func manyRepliesTakeTimeInProportion() throws {
        let count = 20_000
        let text = "*\(count)\r\n" + String(repeating: "$3\r\nabc\r\n", count: count)
        let bytes = Array(text.utf8)
        let pieces = stride(from: 0, to: bytes.count, by: 7).map { start in
            bytes[start..<min(start + 7, bytes.count)]
        }
        #expect(try parse(bytes: pieces).first?.elements?.count == count)
    }

    @Test func argumentsInErrorsAreNotKept() {
        let message = "ERR unknown command 'AUTH', with args beginning with: 'ada' 'secret' "
        #expect(RedisReplyFailure(message: message).message == "ERR unknown command 'AUTH',")
    }

    private func parse(_ texts: [String], maximumSize: Int = 1_000_000) throws -> [RESPValue] {
        try parse(bytes: texts.map { Array($0.utf8)[...] }, maximumSize: maximumSize)
    }

    private func parse(
        bytes: [ArraySlice<UInt8>],
        maximumSize: Int = 1_000_000
    ) throws -> [RESPValue] {
        var parser = RESPParser(maximumSize: maximumSize)
        var replies: [RESPValue] = []
        for piece in bytes {
            parser.append(ByteBuffer(bytes: piece))
            while let reply = try parser.next() {
                replies.append(reply)
            }
        }
        return replies
    }
}
#endif
