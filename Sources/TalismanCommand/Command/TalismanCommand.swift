// SPDX-License-Identifier: Apache-2.0

public import ArgumentParser
public import PageTemplates
import Talisman

/// The `talisman` command, which an application can make its own.
///
/// An application with expression types, path namespaces or functions of its own has templates
/// that the command of the package does not know. It ships one that does, as an executable target
/// with a `main.swift`:
///
/// ```swift
/// import PageTemplates
/// import TalismanCommand
///
/// var command = TalismanCommand()
/// command.name = "shop-templates"
/// command.configuration.expressionTypes["money"] = MoneyType()
/// await command.main()
/// ```
///
/// All subcommands are there, `check`, `render`, `serve`, `i18n`, `sessions` and `new`, and compile
/// templates as the application does.
public struct TalismanCommand: Sendable {
    /// What the command is called in its help; `talisman` by default.
    public var name = "talisman"

    /// What `--version` says behind the name; the version of the package by default.
    public var version = Self.packageVersion

    /// How templates are compiled; the options of a command line are added to it.
    ///
    /// `check` and `i18n` take templates with scripts in any case, for nothing runs there.
    public var configuration = TemplateConfiguration.talisman

    /// The variables that every page of the application has.
    ///
    /// `render` and `serve` start with them; a data file with the same name wins.
    public var variables = TemplateMapping()

    /// The models of pages, by the names of their templates in the root: `product.html`.
    ///
    /// `check` tries the paths of these templates against what the models have, and `manifest`
    /// writes it, so that the command of the package can.
    public var models: [String: any TemplateModel.Type] = [:]

    /// Further subcommands, those of the application.
    public var subcommands: [any ParsableCommand.Type] = []

    /// The version of the package.
    static let packageVersion = "0.1.0"

    /// The command that runs in this task.
    @TaskLocal static var current = TalismanCommand()

    /// Makes the command of the package, to be changed.
    public init() {}

    /// What the models have.
    var contract: TemplateContract {
        var contract = TemplateContract()
        for (template, model) in models { contract.add(model, for: template) }
        if !models.isEmpty { contract.shared = Set(variables.keys) }
        return contract
    }

    /// Parses the arguments and runs the subcommand that they name, as the main function of a
    /// program: does not return where there is an exit status other than 0.
    ///
    /// - Parameter arguments: the arguments without the name of the program; those of the process
    ///   by default.
    public func main(_ arguments: [String]? = nil) async {
        await Self.$current.withValue(self) { await RootCommand.main(arguments) }
    }
}
