// swift-tools-version:6.3

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

/// A package of its own, so that nobody who uses the library builds it; without
/// traits, so that measuring the engine builds no server and no database.
let package = Package(
    name: "talisman-benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "talisman", path: "..", traits: [])],
    targets: [
        .target(name: "HandWritten", swiftSettings: settings),
        .executableTarget(
            name: "Benchmark",
            dependencies: [
                "HandWritten",
                .product(name: "PageTemplates", package: "talisman"),
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "HandWrittenTests",
            dependencies: ["HandWritten"],
            swiftSettings: settings
        ),
    ]
)
