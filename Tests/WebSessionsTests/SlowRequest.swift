import WebSessionsTesting

@testable import WebSessions

/// A request that finishes after others have changed its session.
struct SlowRequest {
    let site: SessionTestSite
    let id: ClientID

    /// Makes the record of the container `cart` under the client id as it was.
    func makeCart() async throws {
        let container = site.manager.containers.container(forPackage: "cart")
        let field = try SessionField(package: "cart", key: "n")
        _ = try await container.store.create(
            id.locator.derived(forContainer: "cart"),
            secretHash: id.secretHash,
            commit: SessionCommit([.set(field, .integer(1))], policy: container.policy)
        )
    }
}
