// SPDX-License-Identifier: Apache-2.0

/// What a template and its render may use.
///
/// Going over a limit is an ordinary ``TemplateError`` whose code names it.
public struct TemplateLimits: Sendable, Hashable {
    /// Steps of one render; by default 5,000,000.
    public var steps = 5_000_000

    /// Depth of macros that use each other; by default 100, as in Zope.
    ///
    /// Four times as many calls of any kind may be open, fillers of slots among
    /// them, and no more than 64 deferred expressions.
    public var macroDepth = 100

    /// Depth of an expression; by default 128.
    public var expressionDepth = 128

    /// Items of all loops of one render together; by default 1,000,000.
    public var loopItems = 1_000_000

    /// Bytes of a page; by default 32 MiB.
    public var output = 32 << 20

    /// Bytes of one computed string; by default 4 MiB.
    public var string = 4 << 20

    /// Bytes of a template; by default 2 MiB.
    public var source = 2 << 20

    /// Attributes of one element; by default 256.
    public var attributes = 256

    /// The longest time of one render; by default `nil`, no limit.
    public var duration: Duration?

    /// The default limits.
    public init() {}

    /// The limits for templates whose authors are not trusted.
    public static var untrusted: TemplateLimits {
        var limits = TemplateLimits()
        limits.steps = 100_000
        limits.macroDepth = 16
        limits.expressionDepth = 64
        limits.loopItems = 10_000
        limits.output = 1 << 20
        limits.string = 64 << 10
        limits.source = 128 << 10
        return limits
    }
}
