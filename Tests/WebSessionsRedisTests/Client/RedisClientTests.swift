// SPDX-License-Identifier: Apache-2.0

#if Redis
import Foundation
import Logging
import TestSupport
import Testing
import WebSessions

@testable import WebSessionsRedis

/// The client against servers that say what a test wants.
@Suite struct RedisClientTests {
    @Test func aSilentServerIsGivenUpAtTheDeadline() async throws {
        let server = try await ScriptedServer { _ in nil }
        let store = try SharedRedis.store(url: server.url, timeout: .seconds(4))
        let start = ContinuousClock.now
        let error = await failure(of: store)
        #expect(error?.code == .storeFailure)
        #expect(error?.message.contains("no reply in time") == true)
        #expect(start.duration(to: .now) < .seconds(20))
        #expect(server.connections >= 2, "the second half of the time is for another connection")
        await store.close()
    }

    @Test func cancellationEndsTheWaiting() async throws {
        let server = try await ScriptedServer { _ in nil }
        let store = try SharedRedis.store(url: server.url, timeout: .seconds(60))
        let task = Task { try await store.send(RedisCommand("PING"), forKey: []) }
        try await RedisCluster.until("the command came") { server.count("PING") == 1 }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        await store.close()
    }

    @Test(arguments: ["HTTP/1.1 400 Bad Request\r\n", "$5\r\nab\r\nxx\r\n", "+OK\r\n+OK\r\n"])
    func nonsenseEndsTheConnection(_ nonsense: String) async throws {
        let server = try await ScriptedServer { words in
            words.first == "TIME" ? nil : nonsense
        }
        let store = try SharedRedis.store(
            url: server.url,
            timeout: .seconds(4),
            connections: 1
        )
        var errors: [SessionError?] = []
        for _ in 0..<(nonsense.hasPrefix("+") ? 3 : 1) {
            errors.append(await failure(of: store))
        }
        #expect(server.connections > 1)
        if !nonsense.hasPrefix("+") {
            #expect(errors.allSatisfy { $0?.message.contains("malformed") == true }, "\(errors)")
        }
        await store.close()
    }

    @Test func credentialsThatAreRefusedAreNotTriedAgain() async throws {
        let server = try await ScriptedServer { words in
            words.first == "AUTH" ? "-WRONGPASS invalid username-password pair sesame\r\n" : nil
        }
        let url = server.url.replacing("://", with: "://ada:sesame@")
        let store = try SharedRedis.store(url: url, timeout: .seconds(5))
        let error = await failure(of: store)
        #expect(error?.code == .storeUnavailable)
        #expect(server.count("AUTH") == 1)
        var report = "\(String(describing: error))\(String(reflecting: error))"
        dump(error?.underlying, to: &report)
        #expect(!report.contains("sesame"), "\(report)")
        #expect(report.contains("WRONGPASS"))
        await store.close()
    }

    @Test(arguments: [
        ("OOM command not allowed when used memory > 'maxmemory'.", SessionErrorCode.storeFull),
        ("NOPERM this user has no permissions", .storeUnavailable),
        ("NOAUTH Authentication required.", .storeUnavailable),
        ("MISCONF Redis is configured to save RDB snapshots", .storeFailure),
        ("NOREPLICAS Not enough good replicas to write.", .storeFailure),
        ("ERR something", .storeFailure),
    ])
    func errorsThatStayAreThrownAtOnce(_ reply: String, _ code: SessionErrorCode) async throws {
        let server = try await ScriptedServer { words in
            words.first == "EVALSHA" ? "-\(reply)\r\n" : nil
        }
        let store = try SharedRedis.store(url: server.url)
        let id = ClientID(random: SystemRandomSource())
        let error = await #expect(throws: SessionError.self) {
            try await store.revoke(id.locator, secretHash: nil)
        }
        #expect(error?.code == code)
        #expect(error?.store == "redis")
        #expect(server.count("EVALSHA") == 1)
        await store.close()
    }

    @Test(arguments: ["LOADING x", "BUSY x", "TRYAGAIN x", "CLUSTERDOWN x", "MASTERDOWN x"])
    func errorsThatPassAreWaitedFor(_ reply: String) async throws {
        let left = Countdown(3)
        let server = try await ScriptedServer { words in
            guard words.first == "PING" else { return nil }
            return left.next() ? "-\(reply)\r\n" : "+PONG\r\n"
        }
        let store = try SharedRedis.store(url: server.url)
        #expect(try await store.send(RedisCommand("PING"), forKey: []) == .simple("PONG"))
        #expect(server.count("PING") == 4)
        await store.close()
    }

    @Test(arguments: ["READONLY You can't write against a read only replica.", "LATE x"])
    func errorsOfAConnectionEndIt(_ reply: String) async throws {
        let left = Countdown(2)
        let server = try await ScriptedServer { words in
            guard words.first == "PING" else { return nil }
            return left.next() ? "-\(reply)\r\n" : "+PONG\r\n"
        }
        let store = try SharedRedis.store(url: server.url, connections: 1)
        #expect(try await store.send(RedisCommand("PING"), forKey: []) == .simple("PONG"))
        #expect(server.connections == 3)
        await store.close()
    }

    @Test func aScriptThatTheServerDoesNotKnowIsSent() async throws {
        let server = try await ScriptedServer { words in
            switch words.first {
            case "EVALSHA": "-NOSCRIPT No matching script. Please use EVAL.\r\n"
            case "EVAL": ":1\r\n"
            default: nil
            }
        }
        let store = try SharedRedis.store(url: server.url)
        let id = ClientID(random: SystemRandomSource())
        #expect(try await store.revoke(id.locator, secretHash: nil))
        let eval = try #require(server.commands.first { $0.first == "EVAL" })
        #expect(eval[1].contains("put('.', ENDED)"))
        #expect(eval[3].contains(id.locator.description))
        await store.close()
    }

    @Test func aKeyThatMovesIsAskedForAtItsNewPlace() async throws {
        let target = try await ScriptedServer { words in
            ["ASKING": "+OK\r\n", "PING": "+PONG\r\n"][words.first ?? ""]
        }
        let source = try await ScriptedServer { words in
            words.first == "PING" ? "-ASK 0 127.0.0.1:\(target.port)\r\n" : nil
        }
        let store = try SharedRedis.store(url: source.url)
        for _ in 0..<2 {
            #expect(try await store.send(RedisCommand("PING"), forKey: []) == .simple("PONG"))
        }
        #expect(
            target.commands.filter { $0 != ["TIME"] } == [
                ["ASKING"], ["PING"], ["ASKING"], ["PING"],
            ]
        )
        #expect(source.count("PING") == 2)
        await store.close()
    }

    @Test func serversThatSendEachOtherACallAreGivenUp() async throws {
        let port = PortBox()
        let first = try await ScriptedServer { words in
            words.first == "PING" ? "-MOVED 0 127.0.0.1:\(port.value)\r\n" : nil
        }
        let second = try await ScriptedServer { words in
            words.first == "PING" ? "-MOVED 0 127.0.0.1:\(first.port)\r\n" : nil
        }
        port.set(second.port)
        let store = try SharedRedis.store(url: first.url, timeout: .milliseconds(300))
        await #expect(throws: SessionError.self) {
            try await store.send(RedisCommand("PING"), forKey: [])
        }
        #expect(first.count("PING") < 50)
        await store.close()
    }

    @Test func manyCallsShareOneConnection() async throws {
        let server = try await ScriptedServer { $0.first == "PING" ? "+PONG\r\n" : nil }
        let store = try SharedRedis.store(url: server.url, connections: 1)
        let replies = try await store.concurrently(Array(0..<500), width: 200) { _ in
            try await store.send(RedisCommand("PING"), forKey: [])
        }
        #expect(replies.count == 500)
        #expect(server.connections == 1)
        await store.close()
    }

    @Test func connectionsAreMadeLessOftenAfterFailures() async throws {
        let server = try await ScriptedServer { words in
            words.first == "TIME" ? "-ERR no time\r\n" : nil
        }
        let store = try SharedRedis.store(
            url: server.url,
            timeout: .milliseconds(400),
            connections: 1
        )
        _ = try? await store.concurrently(Array(0..<50)) { _ in await failure(of: store) }
        #expect(server.connections <= 10)
        await store.close()
    }

    private func failure(of store: RedisSessionStore) async -> SessionError? {
        do {
            _ = try await store.send(RedisCommand("PING"), forKey: [])
            return nil
        } catch {
            return error as? SessionError
        }
    }
}
#endif
