// SPDX-License-Identifier: Apache-2.0

/// What the render of a case gave: the page, or the report where it must fail.
struct GoldenResult {
    let golden: GoldenCase
    let bytes: [UInt8]

    init(
        of golden: GoldenCase,
        render: (GoldenCase) throws -> [UInt8]
    ) throws(GoldenFailure) {
        self.golden = golden
        let outcome = Result { try render(golden) }
        switch (outcome, golden.mustFail) {
        case (.success(let page), false): bytes = page
        case (.failure(let error), true): bytes = Array("\(error)\n".utf8)
        case (.success(let page), true):
            throw GoldenFailure(golden, .didNotFail, String(decoding: page, as: UTF8.self))
        case (.failure(let error), false):
            throw GoldenFailure(golden, .failed, "\(error)")
        }
    }

    /// Compares the result with the expectation, or records it.
    func check(recording: GoldenRecording) throws(GoldenFailure) {
        let ignored: IgnoreRules
        do {
            ignored = try IgnoreRules.rules(for: golden.name, in: golden.directory)
        } catch {
            throw GoldenFailure(golden, .fileFailed, "\(error)")
        }
        do throws(ExpectationFile.Failure) {
            let file = ExpectationFile(golden.expectationPath, ignoring: ignored)
            try file.check(bytes, recording: recording)
        } catch {
            throw GoldenFailure(golden, error.reason, error.details)
        }
    }
}
