// SPDX-License-Identifier: Apache-2.0

/// A file with what must come out, which is compared with what came, or written.
package struct ExpectationFile {
    /// Why it is not as expected.
    package struct Failure: Error {
        package let reason: GoldenFailure.Reason
        package var details = ""
        /// What the file has, where something else came.
        package var expected: [UInt8] = []
    }

    private let path: String

    package init(_ path: String) {
        self.path = path
    }

    /// Compares a result with the file, or writes it there.
    ///
    /// - Parameters:
    ///   - result: what came.
    ///   - recording: what is written.
    ///   - mask: what is done to the content of the file before it is compared.
    /// - Throws: ``Failure`` unless both are the same and nothing was to be written.
    package func check(
        _ result: [UInt8],
        recording: GoldenRecording,
        masking mask: ([UInt8]) -> [UInt8] = { $0 }
    ) throws(Failure) {
        let expected = try filing { Files.exist(path) ? mask(try Files.read(path)) : nil }
        if recording.writes(result, over: expected) {
            try filing { try Files.write(result, to: path) }
            throw Failure(reason: .recorded)
        }
        guard let expected else { throw Failure(reason: .expectationMissing) }
        guard expected == result else {
            let difference = LineDiff(expected, result).description
            throw Failure(reason: .mismatch, details: difference, expected: expected)
        }
        guard recording == .never else { throw Failure(reason: .recordingIsOn) }
    }

    private func filing<Result>(_ body: () throws -> Result) throws(Failure) -> Result {
        do {
            return try body()
        } catch {
            throw Failure(reason: .fileFailed, details: "\(error)")
        }
    }
}
