// SPDX-License-Identifier: Apache-2.0

import PageTemplates

/// How long a template takes to compile.
enum CompileTime {
    /// Prints the best time of several.
    static func measure(_ shape: TemplateShape, size: Int) throws {
        var configuration = TemplateConfiguration()
        configuration.dialect = shape.dialect
        configuration.limits.source = .max
        let text = shape.template(of: size)
        let source = try TemplateSource(
            name: shape.name,
            bytes: Array(text.utf8),
            limits: configuration.limits
        )
        let clock = ContinuousClock()
        var best = Duration.seconds(1_000_000)
        let end = clock.now + .milliseconds(100)
        var rounds = 0
        repeat {
            let time = clock.measure { compile(source, configuration, shape) }
            best = min(best, time)
            rounds += 1
        } while rounds < 2 || clock.now < end
        print(text.utf8.count, best / .microseconds(1))
    }

    private static func compile(
        _ source: TemplateSource,
        _ configuration: TemplateConfiguration,
        _ shape: TemplateShape
    ) {
        let template = try? Template(source, configuration: configuration)
        let isWrong = Template.diagnostics(of: source, configuration: configuration).contains {
            if case .error = $0 { true } else { false }
        }
        _ = template?.warnings
        precondition(isWrong == shape.isWrong, "the shape '\(shape)' is not what it should be")
    }
}
