// SPDX-License-Identifier: Apache-2.0

extension PageRun {
    /// Refuses a computed name where templates may not read such names.
    func checkPrivate(_ name: String) throws(TemplateError) {
        guard name.isPrivate, !program.configuration.readsPrivateNames else { return }
        throw TemplateError(.privateName, "a name that starts with '_' is private")
    }
}

extension TemplateObject {
    /// The member of a name, if templates may read it.
    func readableMember(
        _ name: String,
        canFail: Bool,
        _ budget: inout Budget
    ) throws(TemplateError) -> TemplateValue? {
        if name.isPrivate {
            let names = memberNames
            try budget.take(steps: names.count)
            guard names.contains(name) else { return nil }
        }
        return try TemplateError.asking(canFail: canFail) { try member(name) }
    }
}
