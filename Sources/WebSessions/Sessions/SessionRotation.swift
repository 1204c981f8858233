/// How far the replacement of a secret has come in the containers of a session.
struct SessionRotation {
    /// How long the old secret reads in a named container until the rotation is decided: longer
    /// than that takes, so that whoever finds it readable knows that a rotation is under way.
    static let patience = Duration.seconds(30)

    let old: ClientID
    let new: ClientID
    /// The container that was asked last.
    var current = ""
    /// The named containers whose record has the new secret; where the last answer was lost, may
    /// have it.
    var prepared: [String] = []
    /// The record of the default container as it was, as far as it is known.
    var before: SessionRecord?
    /// Whether the default container has the new secret; where its answer was lost, may have it.
    var isDecided = false
}
