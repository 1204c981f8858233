// SPDX-License-Identifier: Apache-2.0

/// A package of a session as one structure; see ``SessionModel``.
///
/// A handle, as ``SessionPackage``: making one does no I/O and creates nothing. `Sendable`.
public struct SessionModelPackage<Model: SessionModel>: Sendable {
    /// The package with the properties as its keys.
    public let package: SessionPackage

    /// The structure; what is not stored of it is as ``SessionModel/init()`` makes it.
    ///
    /// Loads the package.
    ///
    /// - Parameter ifUnreadable: what becomes of a stored property that cannot be read; by
    ///   default, what the structure says.
    /// - Returns: the structure.
    /// - Throws: ``SessionErrorCode/undecodable`` for a property that cannot be read under
    ///   ``UnreadableValue/fails``; ``SessionErrorCode/unencodable`` for a structure without
    ///   named properties; what ``SessionPackage/keys()`` throws.
    public func value(
        ifUnreadable: UnreadableValue = Model.ifUnreadable
    ) async throws(SessionError) -> Model {
        _ = try await package.keys()
        var reader = try SessionModelReader<Model>(stored())
        let model = try reader.model()
        if ifUnreadable == .fails, let name = reader.unreadable.min() {
            let message = "the stored value is not one of a \(Model.self)"
            throw SessionError(.undecodable, message, field: try package.field(name))
                .naming(store: package.storeName)
        }
        for name in reader.unreadable {
            package.note(ifUnreadable, for: try package.field(name), as: Model.self)
        }
        return model
    }

    /// Reads the structure, changes it, and records the properties that changed, each as a
    /// compare-and-set.
    ///
    /// A property that has no value any more is removed. What else is in the package stays.
    ///
    /// - Parameters:
    ///   - ifUnreadable: ``UnreadableValue/replace`` to change also properties whose stored
    ///     values cannot be read; by default, what the structure says.
    ///   - body: changes the structure.
    /// - Throws: what ``value(ifUnreadable:)`` throws, and what
    ///   ``SessionPackage/set(_:for:)`` throws for a property.
    public func modify(
        ifUnreadable: UnreadableValue = Model.ifUnreadable,
        _ body: (inout Model) -> Void
    ) async throws(SessionError) {
        var model = try await value(ifUnreadable: ifUnreadable)
        let before = try model.properties
        body(&model)
        let after = try model.properties
        for (name, value) in after.sorted(by: { $0.key < $1.key }) where before[name] != value {
            try assign(value, to: name)
        }
        for name in before.keys.sorted() where after[name] == nil {
            try assign(nil, to: name)
        }
    }

    /// Records a structure in the place of the present one, as ``modify(ifUnreadable:_:)``.
    ///
    /// - Throws: what ``modify(ifUnreadable:_:)`` throws.
    public func set(
        _ model: Model,
        ifUnreadable: UnreadableValue = Model.ifUnreadable
    ) async throws(SessionError) {
        try await modify(ifUnreadable: ifUnreadable) { $0 = model }
    }

    // MARK: Support

    /// The values of the package, which the application has seen then.
    private func stored() throws(SessionError) -> [String: SessionValue] {
        var values: [String: SessionValue] = [:]
        for key in package.loadedKeys {
            values[key] = try package.see(try package.field(key))
        }
        return values
    }

    private func assign(_ value: SessionValue?, to name: String) throws(SessionError) {
        let field = try package.field(name)
        // Another request may have stored it first where there was none.
        _ = try package.see(field)
        guard let value else { return try package.assign(nil, to: field, .automatic) }
        let stored = try package.checked(field) { () throws(SessionError) in value }
        try package.assign(stored, to: field, .automatic)
    }
}

extension Session {
    /// A package of the session as one structure.
    ///
    /// Does no I/O and creates nothing.
    public func package<Model: SessionModel>(
        _ type: Model.Type = Model.self
    ) -> SessionModelPackage<Model> {
        SessionModelPackage(package: self[Model.sessionPackage])
    }
}
