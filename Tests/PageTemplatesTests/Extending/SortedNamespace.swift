// SPDX-License-Identifier: Apache-2.0

import PageTemplates

/// `products/by:name`: a list in the order of a member of its items.
struct SortedNamespace: PathNamespace {
    func value(of name: String, in value: TemplateValue) throws -> TemplateValue? {
        guard case .list(let items) = value else { return nil }
        let keyed = try items.map { item in
            guard case .mapping(let members) = item, let key = members[name] else {
                throw TemplateError(.missingMember, "an item of the list has no '\(name)'")
            }
            return (key: key.textForm, item: item)
        }
        return .list(keyed.sorted { $0.key < $1.key }.map(\.item))
    }
}
