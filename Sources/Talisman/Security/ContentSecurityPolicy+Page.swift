// SPDX-License-Identifier: Apache-2.0

import PageTemplates

// What a policy becomes for the pages of a response.
extension ContentSecurityPolicy {
    /// The policy that allows the code of pages, too.
    ///
    /// Scripts and style sheets of the source are allowed by their hashes; those with the nonce of
    /// the response by that, if a page has asked for it.
    ///
    /// - Parameter code: what was collected while the response was made.
    /// - Returns: the policy, with what the pages need added to its directives.
    public func allowing(_ code: PageCode) -> ContentSecurityPolicy {
        var policy = self
        let nonce = code.nonce.map { [Source.nonce($0)] } ?? []
        policy.add(nonce + code.hashes(of: .script, .module), to: [.scriptElements, .scripts])
        policy.add(nonce + code.hashes(of: .style), to: [.styleElements, .styles])
        if allowsAttributes {
            policy.addAttributes(code.hashes(of: .handler), to: [.scriptAttributes, .scripts])
            policy.addAttributes(
                code.hashes(of: .styleAttribute),
                to: [.styleAttributes, .styles]
            )
        }
        #if DEBUG
        if let tool = code.tool {
            policy.add([.hash(of: tool)], to: [.scriptElements, .scripts])
            policy.add([.sameOrigin], to: [.connections])
        }
        #endif
        return policy
    }

    /// Adds sources to that directive which decides on something.
    private mutating func add(_ sources: [Source], to chain: [Directive]) {
        guard !sources.isEmpty, let known = deciding(chain), !allowsInline(known) else { return }
        let directive = chain.first { self[$0] != nil } ?? chain[chain.count - 1]
        self[directive] = known.filter { $0 != .none } + sources.filter { !known.contains($0) }
    }

    /// Adds hashes of attributes to a directive for attributes alone.
    private mutating func addAttributes(_ hashes: [Source], to chain: [Directive]) {
        guard !hashes.isEmpty, let known = deciding(chain), !allowsInline(known) else { return }
        let own = (self[chain[0]] ?? []).filter { $0 != .none && $0 != .unsafeHashes }
        self[chain[0]] = own + [.unsafeHashes] + hashes
    }

    /// The sources that decide on something: those of the first directive that is there; nil where
    /// none is.
    func deciding(_ chain: [Directive]) -> [Source]? {
        (chain + [.standard]).lazy.compactMap { self[$0] }.first
    }

    /// Whether whatever stands in a page is allowed, which a hash or a nonce would end.
    func allowsInline(_ sources: [Source]) -> Bool {
        sources.contains(.unsafeInline) && !sources.contains(.strictDynamic)
            && !sources.contains { $0.isHashOrNonce }
    }
}

extension ContentSecurityPolicy.Source {
    var isHashOrNonce: Bool { rawValue.hasPrefix("'sha") || rawValue.hasPrefix("'nonce-") }
}
