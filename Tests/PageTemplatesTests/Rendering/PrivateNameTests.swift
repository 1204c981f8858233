// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import Synchronization
import Testing

/// Names that start with `_`, of objects and where they are not for templates.
@Suite struct PrivateNameTests {
    /// An object that lists one such name, and knows another one.
    private final class User: TemplateObject {
        let memberNames = ["name", "_id", "key"]
        let text = "a user"
        let asked = Mutex<[String]>([])

        func member(_ name: String) -> TemplateValue? {
            asked.withLock { $0.append(name) }
            return ["name": "Ada", "_id": 7, "key": "_id", "_password": "secret"][name]
        }

        func call(_ method: String, with arguments: TemplateArguments) -> TemplateValue? {
            asked.withLock { $0.append(method) }
            return method == "_delete" ? "deleted" : nil
        }
    }

    private func page(
        _ expression: String,
        of user: User = User(),
        reads: Bool = true
    ) throws(TemplateError) -> String {
        var configuration = TemplateConfiguration()
        configuration.functions = ["getattr", "hasattr"]
        configuration.readsPrivateNames = reads
        let page = "<tal:p content=\"\(expression)\"/>"
        let template = try Template(named: "page.html", page, configuration: configuration)
        return try template.render(
            TemplateContext(["user": .object(user), "name": "_password", "listed": "_id"])
        )
    }

    @Test(arguments: [
        "user/_id", "user/?listed", "python: user._id", "python: user['_id']",
        "python: '{0._id}'.format(user)", "python: getattr(user, '_id')",
        "python: int(hasattr(user, '_id')) * 7",
    ])
    func readsWhatTheObjectLists(_ expression: String) throws {
        #expect(try page(expression) == "7")
    }

    @Test(arguments: [
        "user/_password", "user/?name", "python: user._password", "python: user['_password']",
        "python: '{0._password}'.format(user)", "python: '{0[_password]}'.format(user)",
        "python: getattr(user, name)", "python: user._delete()", "python: user.__class__",
        "python: ''.join.__self__", "python: (lambda: 0).__globals__",
    ])
    func nothingElseIsAskedFor(_ expression: String) throws {
        let user = User()
        let error = try #require(throws: TemplateError.self) { _ = try page(expression, of: user) }
        #expect([.missingMember, .attributeError, .keyError].contains(error.code))
        #expect(user.asked.withLock { $0.filter { $0.hasPrefix("_") } }.isEmpty)
    }

    @Test func saysWhyThereIsNoSuchMember() throws {
        let error = try #require(throws: TemplateError.self) { _ = try page("user/_password") }
        let note = "a name that starts with '_' is read where 'memberNames' has it"
        #expect(error.notes.map(\.message) == [note])
        #expect(try page("user/_password | string:none") == "none")
        #expect(try page("python: hasattr(user, name)") == "False")
        #expect(try page("python: user.get('_id', 0)") == "0")
    }

    @Test(arguments: [
        "user/_id", "user/?listed", "_id", "python: user._id", "python: user[listed]",
        "python: '{0._id}'.format(user)", "python: getattr(user, listed)", "python: _id",
        "python: lambda _a: 1", "python: [_a for _a in name]",
    ])
    func refusesThemWhereTheyAreNotForTemplates(_ expression: String) throws {
        let error = try #require(throws: TemplateError.self) {
            _ = try page(expression, reads: false)
        }
        #expect(error.code == .privateName)
    }
}
