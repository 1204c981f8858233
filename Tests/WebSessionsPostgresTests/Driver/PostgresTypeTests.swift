// SPDX-License-Identifier: Apache-2.0

#if PostgreSQL
import Testing

@testable import WebSessionsPostgres

@Suite struct PostgresTypeTests {
    @Test(arguments: [[], [[]], [[1, 2], nil, []], [nil]] as [[[UInt8]?]])
    func arraysComeBack(_ elements: [[UInt8]?]) {
        #expect(PostgresType.decode(PostgresType.encode(elements)) == elements)
    }

    /// A server that says something else is no reason to end the process.
    @Test func brokenArraysAreNone() {
        let whole = PostgresType.encode([[1, 2, 3], nil, [4]])
        for length in 0..<whole.count {
            #expect(PostgresType.decode(Array(whole.prefix(length))) == nil)
        }
        #expect(PostgresType.decode(whole + [0]) == nil)
        for (place, byte) in [(3, 2), (11, 18), (12, 0xFF), (20, 0x7F)] as [(Int, UInt8)] {
            var broken = whole
            broken[place] = byte
            #expect(PostgresType.decode(broken) == nil, "byte \(place)")
        }
    }

    @Test func numbersAreInNetworkOrder() {
        #expect(PostgresRow([Int64(-2).networkBytes]).number(0) == -2)
        #expect(Int32(1).networkBytes == [0, 0, 0, 1])
        #expect(PostgresRow([[0, 1]]).number(0) == nil)
        #expect(PostgresRow([nil]).number(0) == nil)
        #expect(PostgresRow([]).text(0) == nil)
    }

    @Test(
        arguments: [
            (
                "connection to server at \"::1\", port 5 failed: Connection refused\n\tIs it running?\n",
                nil, "Connection refused"
            ),
            (
                "connection to server at \"h\", port 5 failed: FATAL:  3D000: no database\nLOCATION: x\n",
                "3D000", "no database (3D000)"
            ),
            ("could not translate host name \"h\"", nil, "could not translate host name \"h\""),
            ("", nil, "no reason"),
        ] as [(String, String?, String)]
    )
    func readsWhyThereIsNoConnection(_ text: String, _ state: String?, _ reason: String) {
        let parts = LibPQHandle.parts(of: text)
        #expect(parts.state == state)
        #expect(parts.reason == reason)
    }
}
#endif
