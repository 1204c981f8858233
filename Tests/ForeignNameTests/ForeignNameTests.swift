// SPDX-License-Identifier: Apache-2.0

import Foundation
import HummingbirdAuthNames
import PageTemplates
import PageTemplatesTesting
import Talisman
import Testing
import WebSessions
import WebSessionsTesting

#if Hummingbird
import Hummingbird
import TalismanHummingbird
#endif

/// Files that import other libraries beside ours, and name the types of both without their
/// modules.
@Suite struct ForeignNameTests {
    /// Names that swift-testing declares at its top level.
    private static let testing: Set<String> = [
        "Attachable", "AttachableWrapper", "Attachment", "Backtrace", "Bug", "Comment",
        "ConditionTrait", "Confirmation", "CustomTestArgumentEncodable",
        "CustomTestStringConvertible", "ExitTest", "ExpectationFailedError", "Issue",
        "IssueHandlingTrait", "KnownIssueMatcher", "ParallelizationTrait", "SkipInfo",
        "SourceContext", "SourceLocation", "SuiteTrait", "SystemError", "Tag", "Test",
        "TestScoping", "TestTrait", "TimeLimitTrait", "Trait", "Configuration", "Expectation",
        "Expression", "Event", "Runner", "TypeInfo",
    ]

    private static let root = URL(filePath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    private static func names(in folder: String) throws -> Set<String> {
        let declaration =
            #/
            ^(?:@nonexhaustive\ |indirect\ )*(?:public|package)\ (?:final\ |indirect\ )*
            (?:struct|class|enum|protocol|actor|typealias)\ (\w+)
            /#.anchorsMatchLineEndings()
        let folder = root.appending(path: folder)
        let files = FileManager.default.enumerator(atPath: folder.path())
        var names: Set<String> = []
        while let file = files?.nextObject() as? String {
            guard file.hasSuffix(".swift") else { continue }
            let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
            names.formUnion(text.matches(of: declaration).map { String($0.1) })
        }
        return names
    }

    @Test func noPublicNameIsOneOfAnotherLibrary() throws {
        let ours = try Self.names(in: "Sources")
        let theirs = try Self.names(in: "Tests/HummingbirdAuthNames")
        #expect(ours.count > 100)
        #expect(theirs.count > 30)
        #expect(ours.intersection(theirs).isEmpty)
        #expect(ours.intersection(Self.testing).isEmpty)
    }

    @Test func placesInTemplatesAndInTestsAreTwoTypes() {
        let here: SourceLocation = #_sourceLocation
        let there: TemplateLocation? = nil
        #expect(here.line > 0 && there == nil)
    }

    #if Hummingbird
    @Test func sessionsOfBothLibrariesAreNamedSideBySide() {
        let theirs: [Any.Type] = [
            SessionMiddleware.self, BasicSessionRequestContext.self, SessionData.self,
            SessionStorage.self, SessionContext.self,
        ]
        let ours: [Any.Type] = [
            WebSessionMiddleware<BasicWebSessionRequestContext>.self, RequestSession.self,
            Session.self, SessionManager.self, SessionTransaction.self,
        ]
        let names = Set((theirs + ours).map { "\($0)" })
        #expect(names.count == theirs.count + ours.count)
    }
    #endif
}
