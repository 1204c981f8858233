#if Hummingbird && SQLite
import Hummingbird
import PageTemplates
import Talisman
import TalismanHummingbird

/// The pages of the shop, with the variables that all of them have.
///
/// The name of the user and the number of things in the cart are no variables: the
/// templates read them from the session.
struct ShopPages: Sendable {
    let pages: Pages

    init(_ pages: Pages) {
        self.pages = pages
    }

    func page(
        _ name: String,
        title: String,
        _ variables: TemplateMapping = [:],
        message: String? = nil,
        form: FormFields = FormFields(),
        status: HTTPResponse.Status = .ok,
        for request: Request,
        in context: some RequestContext
    ) async throws -> Response {
        let message = message ?? Notice(in: request)?.text
        let common: [(String, TemplateValue)] = [
            ("title", .string(title)),
            ("message", message.map { .string($0) } ?? .nothing),
        ]
        let own = zip(variables.keys, variables.values).map { ($0, $1) }
        return try await pages.page(
            name,
            TemplateMapping(common + own),
            form: form,
            status: status,
            for: request,
            in: context
        )
    }
}
#endif
