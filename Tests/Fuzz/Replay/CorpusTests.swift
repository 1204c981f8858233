// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// The kept inputs of the fuzzer, which also show the faults that it has found.
@Suite struct CorpusTests {
    private static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Corpus")

    @Test(.timeLimit(.minutes(10)), arguments: FuzzTarget.all.map(\.name))
    func keepsItsPromises(target name: String) throws {
        let target = try #require(FuzzTarget.all.first { $0.name == name })
        let folder = Self.folder.appending(path: name)
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path())
        #expect(!files.isEmpty)
        for file in files.sorted() {
            let input = try Data(contentsOf: folder.appending(path: file))
            #expect(throws: Never.self, "\(name)/\(file)") { try target.run(Array(input)) }
        }
    }

    @Test func hasACorpusForEachTarget() throws {
        let folders = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path())
        #expect(Set(folders) == Set(FuzzTarget.all.map(\.name)))
    }

    @Test func isSmall() throws {
        for target in FuzzTarget.all {
            let folder = Self.folder.appending(path: target.name)
            let files = try FileManager.default.contentsOfDirectory(
                at: folder,
                includingPropertiesForKeys: [.fileSizeKey]
            )
            #expect(files.count <= 60, "\(target.name)")
            for file in files {
                let size = try file.resourceValues(forKeys: [.fileSizeKey]).fileSize
                #expect(try #require(size) <= 2048, "\(file.lastPathComponent)")
            }
        }
    }
}
