// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import PageTemplatesTesting

@Suite struct GoldenRecordingTests {
    static let values: [(String?, GoldenRecording?)] = [
        (nil, .never),
        ("", .never),
        ("never", .never),
        ("missing", .missing),
        ("failed", .failed),
        ("all", .all),
        ("1", nil),
        ("ALL", nil),
    ]

    @Test(arguments: values) func readsTheVariable(value: String?, recording: GoldenRecording?) {
        #expect(GoldenRecording(variable: value) == recording)
    }
}
