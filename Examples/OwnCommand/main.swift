// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import TalismanCommand

// The command of an application whose templates have an expression type of their own.
var command = TalismanCommand()
command.name = "own-templates"
command.configuration.expressionTypes["loud"] = LoudType()
command.variables = ["site": "The Example Shop"]
command.models = ["greeting.html": GreetingPage.self]
command.subcommands = [TypesCommand.self]
await command.main()
