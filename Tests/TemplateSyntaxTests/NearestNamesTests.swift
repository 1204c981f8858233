// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TemplateSyntax

/// Which names somebody may have meant.
@Suite struct NearestNamesTests {
    private static let rows: [(name: String, candidates: [String], nearest: [String])] = [
        ("usr", ["user", "users", "cart"], ["user"]),
        ("contnet", ["content", "condition"], ["content"]),
        ("define", ["define", "defined"], ["defined"]),
        ("Title", ["title"], ["title"]),
        ("x", ["y", "z"], []),
        ("", ["a"], []),
        ("abcdef", ["uvwxyz"], []),
        ("aab", ["aaa", "aba", "aac", "aad"], ["aaa", "aac", "aad"]),
    ]

    @Test(arguments: rows)
    func nearest(_ row: (name: String, candidates: [String], nearest: [String])) {
        #expect(NearestNames.of(row.name, among: row.candidates) == row.nearest)
    }

    @Test func longNamesAreNotCompared() {
        let long = String(repeating: "a", count: 100_000)
        #expect(NearestNames.of(long, among: [long + "b"]).isEmpty)
        #expect(NearestNames.of("a", among: [long]).isEmpty)
    }
}
