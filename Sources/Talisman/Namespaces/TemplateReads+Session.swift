// SPDX-License-Identifier: Apache-2.0

public import PageTemplates
public import WebSessions

extension TemplateReads {
    /// The first of them that is of the session, with the messages that wait.
    var sessionRead: Read? {
        let prefixes = [
            SessionNamespace.prefix, FormDigestNamespace.prefix, FlashNamespace.prefix,
        ]
        return all.first { prefixes.contains($0.namespace) }
    }

    /// What must be loaded of the session before the template is rendered; nil where it
    /// reads nothing of it.
    ///
    /// | path | loaded |
    /// |---|---|
    /// | `request/session:shop.cart/items` | that key |
    /// | `request/session:shop.cart`, `request/session:shop.cart/?key` | the package |
    /// | `request/form_digest:shop.cart` | the package |
    /// | `request/session:?name`, `request/form_digest:?name` | everything |
    /// | `request/flash:info`, `request/flash:?name` | the messages that wait |
    /// | macros that only the render knows | everything |
    ///
    /// Names that no session can have are left out: they are absent without asking.
    public var session: SessionReads? {
        let prefixes = [SessionNamespace.prefix, FormDigestNamespace.prefix]
        let reads = all.filter { prefixes.contains($0.namespace) }
        if isOpen { return .everything }
        let showsMessages = all.contains { $0.namespace == FlashNamespace.prefix }
        guard !reads.isEmpty || showsMessages else { return nil }
        let messages = showsMessages ? SessionReads.packages([SessionFlash.package]) : .nothing
        return reads.reduce(into: messages) { $0.insert($1) }
    }
}

extension Template {
    /// What must be loaded of the session before it is rendered, found out once.
    var sessionReads: SessionReads? { keptReads.value { reads.session } }
}

extension SessionReads {
    fileprivate mutating func insert(_ read: TemplateReads.Read) {
        guard !everything else { return }
        guard let package = read.name else {
            self = .everything
            return
        }
        let member = read.namespace == SessionNamespace.prefix ? read.member : nil
        guard let field = try? SessionField(package: package, key: member ?? "any") else {
            return
        }
        if member == nil {
            packages.insert(SessionName(package))
            fields = fields.filter { !$0.isIn(package) }
        } else if !containsPackage(package) {
            fields.insert(field)
        }
    }
}
