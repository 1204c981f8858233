// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// `talisman sessions`: the administration of a session store.
struct SessionsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sessions",
        abstract: "Look into a session store, and end sessions.",
        discussion: """
            Sessions are named by their locators, which are no secret: nobody gets into a session \
            with one. What could, a token or its hash, is never shown. Put -- before a locator \
            that begins with a hyphen.

            Listing, counting and showing change nothing, and no command makes a file or a table. A \
            file of sessions is known by its header; in a database of an application --table-prefix \
            says where they are. For Redis --application says whose sessions are meant; where \
            there are those of one application only, it may be left out. A name that has no \
            sessions there is an error.

            The exit status is 0 where the command did its work, 1 where there is no such session, \
            2 where the store cannot be used, and 64 for a wrong command line.
            """,
        subcommands: [
            ListSessionsCommand.self, ShowSessionCommand.self, CountSessionsCommand.self,
            SweepSessionsCommand.self, RevokeSessionsCommand.self,
        ]
    )
}
