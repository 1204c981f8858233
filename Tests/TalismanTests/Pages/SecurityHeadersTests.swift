// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Talisman
import Testing

@Suite struct SecurityHeadersTests {
    @Test func aResponseGetsAllOfThem() {
        var fields: HTTPFields = [:]
        SecurityHeaders().apply(to: &fields)
        #expect(fields[.contentSecurityPolicy] == SecurityHeaders.strictPolicy)
        #expect(fields[.xContentTypeOptions] == "nosniff")
        #expect(fields.count == 4)
    }

    @Test func whatAResponseSaysItselfStays() {
        var fields: HTTPFields = [.contentSecurityPolicy: "default-src 'self'"]
        SecurityHeaders(policy: "default-src 'none'").apply(to: &fields)
        #expect(fields[values: .contentSecurityPolicy] == ["default-src 'self'"])
        #expect(fields[.xContentTypeOptions] == "nosniff")
    }
}
