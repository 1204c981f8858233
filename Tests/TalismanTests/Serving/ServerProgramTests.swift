// SPDX-License-Identifier: Apache-2.0

import Foundation
import PageTemplates
import Testing

@testable import Talisman

/// What whoever starts a server is told.
@Suite struct ServerProgramTests {
    @Test(
        arguments: [
            ([:], "127.0.0.1", 8080),
            (["HOST": "0.0.0.0", "PORT": "80"], "0.0.0.0", 80),
            (["HOST": "", "PORT": ""], "127.0.0.1", 8080),
        ] as [([String: String], String, Int)]
    )
    func theEnvironmentNamesTheAddress(
        environment: [String: String],
        host: String,
        port: Int
    ) throws {
        let address = try ServerAddress.fromEnvironment(in: environment)
        #expect(address == ServerAddress(host: host, port: port))
    }

    @Test(arguments: ["abc", "0", "65536", "80000", "-1", "8080x"])
    func aPortThatIsNoneIsRefused(port: String) throws {
        let error = try #require(throws: ServerSettingError.self) {
            try ServerAddress.fromEnvironment(in: ["PORT": port])
        }
        #expect("\(error)" == "PORT must be a number from 1 to 65535, not '\(port)'")
    }

    @Test func anErrorIsCalledOneOnce() {
        let own = ServerSettingError("no")
        #expect(ServerProgram.report(of: own) == "error: no")
        let template = TemplateError(.templateNotFound, "there is no folder")
        #expect(ServerProgram.report(of: template).components(separatedBy: "error:").count == 2)
    }
}
