// swift-tools-version: 6.3

import PackageDescription

let talisman: [Target.Dependency] = [
    .product(name: "TalismanHummingbird", package: "talisman"),
    .product(name: "WebSessionsSQLite", package: "talisman"),
]

let package = Package(
    name: "Starter",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(
            url: "https://example.org/talisman.git",
            from: "0.1.0",
            traits: ["Hummingbird", "SQLite"]
        ),
        .package(url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.0"),
    ],
    targets: [
        .executableTarget(
            name: "App",
            dependencies: talisman + [
                .product(name: "Hummingbird", package: "hummingbird")
            ]
        ),
        .testTarget(
            name: "AppTests",
            dependencies: [
                "App",
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "TalismanTesting", package: "talisman"),
            ],
            exclude: ["Pages"]
        ),
    ]
)
