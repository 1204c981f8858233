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
        let expected = try expectation()
        if recording.writes(bytes, over: expected) { try record() }
        guard let expected else { throw GoldenFailure(golden, .expectationMissing) }
        guard expected == bytes else {
            throw GoldenFailure(golden, .mismatch, LineDiff(expected, bytes).description)
        }
        guard recording == .never else { throw GoldenFailure(golden, .recordingIsOn) }
    }

    private func expectation() throws(GoldenFailure) -> [UInt8]? {
        guard Files.exist(golden.expectationPath) else { return nil }
        do {
            return try Files.read(golden.expectationPath)
        } catch {
            throw GoldenFailure(golden, .fileFailed, "\(error)")
        }
    }

    private func record() throws(GoldenFailure) {
        do {
            try Files.write(bytes, to: golden.expectationPath)
        } catch {
            throw GoldenFailure(golden, .fileFailed, "\(error)")
        }
        throw GoldenFailure(golden, .recorded)
    }
}
