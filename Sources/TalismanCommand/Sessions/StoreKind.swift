import WebSessions

/// A kind of store that a URL can name.
struct StoreKind: Sendable {
    typealias Work = @Sendable (any SessionStore) async throws -> Void

    /// What its URLs begin with, before the colon.
    let scheme: String

    /// How its URLs look, for messages.
    let form: String

    /// Opens the store at what follows the scheme, does the work, and closes it.
    let use: @Sendable (_ place: String, _ work: Work) async throws -> Void

    /// All kinds; each is in a file of its own, for its package trait may be off.
    static let all: [StoreKind] = [.sqlite]

    /// Stands for the store of a kind whose trait is off.
    static func missing(_ scheme: String, _ form: String, trait: String) -> StoreKind {
        StoreKind(scheme: scheme, form: form) { _, _ in
            throw Diagnosis(
                "this command was built without the package trait \(trait), which '\(scheme):' needs",
                .unusableFile
            )
        }
    }
}
