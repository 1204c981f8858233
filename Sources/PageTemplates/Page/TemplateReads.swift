// SPDX-License-Identifier: Apache-2.0

/// What a template reads through path namespaces, known once it is compiled.
///
/// Whoever renders the template can load exactly this before rendering.
public struct TemplateReads: Sendable, Hashable {
    /// One kind of read through a namespace.
    public struct Read: Sendable, Hashable {
        /// The namespace, `session` in `request/session:products.foo/color`.
        public let namespace: String

        /// The name behind the colon; `nil` where it is computed.
        public let name: String?

        /// The step behind it; `nil` where the value itself is used, or the
        /// step is computed.
        public let member: String?
    }

    /// The reads, each once, in the order of the template.
    public private(set) var all: [Read] = []

    private var known: Set<Read> = []

    /// The variables that the template takes from its context.
    public internal(set) var variables: Set<String> = []

    /// Whether macros that are known only when the page is rendered may read
    /// more than is listed here.
    public internal(set) var isOpen = false

    /// Whether there are scripts, which can write what they read.
    public internal(set) var runsScripts = false

    mutating func insert(_ read: Read) {
        if known.insert(read).inserted { all.append(read) }
    }

    mutating func formUnion(_ other: TemplateReads) {
        for read in other.all { insert(read) }
        variables.formUnion(other.variables)
        isOpen = isOpen || other.isOpen
        runsScripts = runsScripts || other.runsScripts
    }
}
