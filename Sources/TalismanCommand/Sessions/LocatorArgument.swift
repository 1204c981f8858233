// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import WebSessions

/// The locator of a session, as it is typed.
struct LocatorArgument: ExpressibleByArgument {
    let locator: SessionLocator

    init?(argument: String) {
        guard let locator = SessionLocator(argument) else { return nil }
        self.locator = locator
    }
}
