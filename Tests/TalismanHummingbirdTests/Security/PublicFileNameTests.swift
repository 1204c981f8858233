// SPDX-License-Identifier: Apache-2.0

#if Hummingbird
import TalismanHummingbird
import TestSupport
import Testing

/// Which paths are those of public files.
@Suite struct PublicFileNameTests {
    @Test(arguments: [
        ("/a.css", true), ("/css/a.css", true), ("/a\u{301}.css", true), ("/\u{301}.css", true),
        ("/.env", false), ("/.git/config", false), ("/.\u{301}env", false),
        ("/css/.\u{FE0F}env", false), ("/a\0.css", false),
    ])
    func hiddenFilesAreNotPublic(path: String, isPublic: Bool) throws {
        let folder = try TemporaryFolder([:])
        let files = try PublicFiles(folder: folder.path)
        #expect((files.getFileIdentifier(path) != nil) == isPublic)
    }
}
#endif
