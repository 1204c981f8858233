// swift-tools-version:6.3

import Foundation
import PackageDescription

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .enableUpcomingFeature("ImmutableWeakCaptures"),
    .treatAllWarnings(as: .error),
    .treatWarning("ExplicitSendable", as: .error),
]

/// The archive of libFuzzer without a `main`, which `run.sh` finds beside the compiler.
let fuzzer = ProcessInfo.processInfo.environment["FUZZER_LIBRARY"].map { [$0] } ?? []

/// A package of its own: its build has counters in every module, and tests of the main
/// package need none of them.
let package = Package(
    name: "talisman-fuzz",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(name: "talisman", path: "../..", traits: ["Redis"]),
        .package(url: "https://github.com/apple/swift-http-types.git", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.0"),
    ],
    targets: [
        .target(name: "CFuzzer", path: "CFuzzer"),
        .target(
            name: "FuzzEntries",
            dependencies: [
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "PageTemplates", package: "talisman"),
                .product(name: "Talisman", package: "talisman"),
                .product(name: "WebSessions", package: "talisman"),
                .product(name: "WebSessionsRedis", package: "talisman"),
            ],
            path: "Entries",
            swiftSettings: settings + [.define("Redis")]
        ),
        .executableTarget(
            name: "Fuzz",
            dependencies: ["CFuzzer", "FuzzEntries"],
            path: "Driver",
            swiftSettings: settings,
            linkerSettings: [.unsafeFlags(["-sanitize=address"] + fuzzer + ["-lstdc++"])]
        ),
    ]
)
