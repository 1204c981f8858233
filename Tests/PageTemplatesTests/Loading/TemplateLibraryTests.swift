import Foundation
import PageTemplates
import Synchronization
import Testing

@Suite struct TemplateLibraryTests {
    /// A loader whose template changes, and which counts how often it is asked.
    private final class ChangingLoader: TemplateLoader {
        private let state = Mutex((text: "<p>one</p>", version: 1, loads: 0))

        var loads: Int { state.withLock { $0.loads } }
        var names: [String] { ["page.html"] }

        func change(to text: String) {
            state.withLock { $0 = (text, $0.version + 1, $0.loads) }
        }

        func load(_ name: String) throws(TemplateError) -> LoadedTemplate {
            guard name == "page.html" else {
                throw TemplateError(.templateNotFound, "no template '\(name)'")
            }
            return state.withLock { state in
                state.loads += 1
                let version = TemplateVersion(state.version)
                return LoadedTemplate(bytes: Array(state.text.utf8), version: version)
            }
        }

        func version(of name: String) throws(TemplateError) -> TemplateVersion {
            state.withLock { TemplateVersion($0.version) }
        }
    }

    @Test func compilesOnceForManyTasks() async throws {
        let loader = ChangingLoader()
        let library = TemplateLibrary(loader)
        try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<32 {
                group.addTask { try library.template("page.html").render() }
            }
            for try await page in group {
                #expect(page == "<p>one</p>")
            }
        }
        #expect(loader.loads == 1)
    }

    @Test func keepsWhatItHasUnlessItReloads() throws {
        let loader = ChangingLoader()
        let library = TemplateLibrary(loader)
        _ = try library.template("page.html")
        loader.change(to: "<p>two</p>")
        #expect(try library.template("page.html").render() == "<p>one</p>")
    }

    @Test func reloadsWhatHasChanged() throws {
        let loader = ChangingLoader()
        let library = TemplateLibrary(loader, reloads: true)
        #expect(try library.template("page.html").render() == "<p>one</p>")
        #expect(try library.template("page.html").render() == "<p>one</p>")
        #expect(loader.loads == 1)
        loader.change(to: "<p>two</p>")
        #expect(try library.template("page.html").render() == "<p>two</p>")
    }

    @Test func showsTheErrorOfAChangeAndRecovers() throws {
        let loader = ChangingLoader()
        let library = TemplateLibrary(loader, reloads: true)
        _ = try library.template("page.html")
        loader.change(to: "<p tal:contents=\"x\"/>")
        let error = #expect(throws: TemplateError.self) { try library.template("page.html") }
        #expect(error?.code == .unknownStatement)
        loader.change(to: "<p>three</p>")
        #expect(try library.template("page.html").render() == "<p>three</p>")
    }

    @Test(arguments: ["../secret.html", "/etc/passwd", "a/../../b", "a\0b", "", "a//b", "."])
    func refusesNamesThatLeadOutside(name: String) {
        let library = TemplateLibrary(root: FileManager.default.temporaryDirectory.path)
        let error = #expect(throws: TemplateError.self) { try library.template(name) }
        #expect(error?.code == .templateNameRefused)
    }
}
