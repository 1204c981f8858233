// SPDX-License-Identifier: Apache-2.0

@testable import PageTemplates

/// Compiles a source in every mode and dialect, and renders what compiles.
///
/// The input is two bytes of choices and the source.
enum TemplateEntry {
    static func run(_ input: [UInt8]) throws {
        var rest = input[...]
        let modes: [TemplateMode?] = [.html, .xml, .text, nil]
        let choices = (rest.takeChoices(), rest.takeChoices())
        let configuration = configuration(choices.0 >> 2, choices.1)
        do {
            let source = try TemplateSource(
                name: "page",
                bytes: rest,
                mode: modes[Int(choices.0 & 3)],
                limits: configuration.limits
            )
            try TemplateLaws.check(source, configuration)
        } catch let error as TemplateError {
            // Reports quote the source at places that they compute.
            _ = error.description
        }
    }

    /// Small limits: a page is to take a moment.
    static var limits: TemplateLimits {
        var limits = TemplateLimits.untrusted
        limits.steps = 4000
        limits.loopItems = 400
        limits.output = 32 << 10
        limits.string = 8 << 10
        return limits
    }

    /// What an application may decide, by bits.
    static func configuration(_ first: UInt8, _ second: UInt8) -> TemplateConfiguration {
        var configuration = TemplateConfiguration()
        configuration.limits = limits
        configuration.dialect = first & 1 == 0 ? .zope : .chameleon
        configuration.interpolatesText = first & 2 == 0
        configuration.trimsStatementLines = first & 4 != 0
        configuration.allowsScripts = first & 8 != 0
        configuration.trustsPlainText = second & 1 != 0
        configuration.trustsHandlers = second & 1 != 0
        configuration.trustsScriptURLs = second & 1 != 0
        configuration.readsPrivateNames = second & 2 == 0
        if second & 4 != 0 { configuration.functions = zopeFunctions }
        configuration.refusalsAreErrors = second & 8 != 0
        configuration.acceptsUnknownPrefixes = second & 16 != 0
        if second & 32 != 0 { configuration.translator = Echo() }
        return configuration
    }

    private static let zopeFunctions: Set<String> = [
        "test", "same_type", "hasattr", "getattr", "filter", "map", "g", "v",
    ]
}

/// Translates each message into one with markup, names and mistakes.
private struct Echo: TemplateTranslator {
    func translation(of message: TemplateMessage, into languages: [String]) -> String? {
        switch message.id.utf8.count % 4 {
        case 0: nil
        case 1: "<\(message.id)> ${x} $n \(message.defaultText ?? "")"
        case 2: "\" onclick='f()' ${\(message.id)}"
        default: "</script><b>${n}</b>"
        }
    }
}
