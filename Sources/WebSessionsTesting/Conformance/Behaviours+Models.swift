// SPDX-License-Identifier: Apache-2.0

import WebSessions

/// What the session offers over the values of a store.
extension SessionStoreConformance {
    static let models: [Behaviour] = [
        Behaviour(92, "changes of different properties of one structure both win") { context in
            let site = try context.site()
            let cookie = try await site.seed { session in
                try await session.package(Profile.self).modify { $0.theme = "dark" }
            }
            let slow = site.session(cookie: cookie)
            try await slow.package(Profile.self).modify { $0.columns += 2 }
            try await site.visit(cookie: cookie) { session in
                try await session.package(Profile.self).modify { $0.theme = nil }
            }
            _ = try await slow.commit()
            let both = try await site.visit(cookie: cookie) { session in
                try await session.package(Profile.self).value()
            }
            try expectEqual(both.result, Profile(theme: nil, columns: 5), "the structure")
            let second = site.session(cookie: cookie)
            try await second.package(Profile.self).modify { $0.columns = 1 }
            try await site.visit(cookie: cookie) { session in
                try await session.package(Profile.self).modify { $0.columns = 2 }
            }
            try await expectError(.conflict, "two changes of one property") {
                _ = try await second.commit()
            }
        },
        Behaviour(93, "of more messages than may wait the oldest give way") { context in
            let site = try context.site()
            let cookie = try await site.seed { try $0.flash.add("0") }
            for number in 1...SessionFlash.maximumCount + 2 {
                try await site.visit(cookie: cookie) { try $0.flash.add("\(number)") }
            }
            let shown = try await site.visit(cookie: cookie) { try await $0.flash.take() }
            let last = (3...SessionFlash.maximumCount + 2).map { "\($0)" }
            try expectEqual(shown.result.map(\.text), last, "messages")
            let left = try await site.visit(cookie: cookie) { try await $0.flash.messages() }
            try expectEqual(left.result, [], "messages after they were shown")
        },
        Behaviour(94, "a handler learns when its session ends") { context in
            let policy = SessionPolicy(timeout: .seconds(600), lifetime: .seconds(1000))
            let site = try context.site(policy: policy)
            let start = context.clock.now
            let cookie = try await site.seed { session in
                try session.login(principal: "ada", clientHint: "Firefox on Linux")
            }
            context.clock.advance(by: .seconds(480))
            let reply = try await site.visit(cookie: cookie) { session in
                _ = try await session.shop.keys()
                site.store.reset()
                let info = try await session.info
                try expectEqual(site.store.calls, [], "store calls after a load")
                return info
            }
            let info = reply.result
            try expectEqual(info?.created, start, "created")
            try expectEqual(info?.principal, "ada", "principal")
            try expectEqual(info?.clientHint, "Firefox on Linux", "client hint")
            try expectEqual(info?.lifetimeEnd, start.advanced(by: .seconds(1000)), "lifetime")
            let timeout = info?.lastAccess.advanced(by: .seconds(600))
            try expectEqual(info?.timeoutEnd, timeout, "timeout")
            context.clock.advance(by: info?.remaining ?? .zero)
            let ended = try await site.visit(cookie: cookie) { try await $0.info }
            try expectEqual(ended.result, nil, "what is known of an ended session")
        },
    ]

    private struct Profile: SessionModel, Equatable {
        static let sessionPackage = "products.profile"
        var theme: String?
        var columns = 3

        init() {}

        init(theme: String?, columns: Int) {
            self.theme = theme
            self.columns = columns
        }
    }
}
