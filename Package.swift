// swift-tools-version:6.3

import CompilerPluginSupport
import PackageDescription

/// Compiler settings shared by every target: explicit existentials and import
/// visibility, and no warning left standing.
let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .enableUpcomingFeature("ImmutableWeakCaptures"),
    .treatAllWarnings(as: .error),
    .treatWarning("ExplicitSendable", as: .error),
]

let hummingbird: Target.Dependency = .product(
    name: "Hummingbird",
    package: "hummingbird",
    condition: .when(traits: ["Hummingbird"])
)

let hummingbirdTesting: Target.Dependency = .product(
    name: "HummingbirdTesting",
    package: "hummingbird",
    condition: .when(traits: ["Hummingbird"])
)

/// A product beside Hummingbird that the trait `Hummingbird` adds, or any of others.
func server(
    _ name: String,
    package: String,
    traits: Set<String> = ["Hummingbird"]
) -> Target.Dependency {
    .product(name: name, package: package, condition: .when(traits: traits))
}

/// A product that the trait `FlyingFox` adds.
func flyingFox(_ name: String) -> Target.Dependency {
    .product(name: name, package: "FlyingFox", condition: .when(traits: ["FlyingFox"]))
}

/// A product that the trait `SQLite` adds.
func sqlite(_ name: String, package: String) -> Target.Dependency {
    .product(name: name, package: package, condition: .when(traits: ["SQLite"]))
}

/// A product that the trait `Redis` adds.
func redis(_ name: String, package: String) -> Target.Dependency {
    .product(name: name, package: package, condition: .when(traits: ["Redis"]))
}

/// A product that the trait `PostgreSQL` adds.
func postgres(_ name: String, package: String) -> Target.Dependency {
    .product(name: name, package: package, condition: .when(traits: ["PostgreSQL"]))
}

/// A product that the trait `TemplateModels` adds.
func syntax(_ name: String) -> Target.Dependency {
    .product(name: name, package: "swift-syntax", condition: .when(traits: ["TemplateModels"]))
}

let package = Package(
    name: "talisman",
    platforms: [.macOS(.v15)],
    products: [
        .library(name: "PageTemplates", targets: ["PageTemplates"]),
        .library(name: "TemplateTools", targets: ["TemplateTools"]),
        .library(name: "TemplateModels", targets: ["TemplateModels"]),
        .library(name: "PageTemplatesTesting", targets: ["PageTemplatesTesting"]),
        .library(name: "WebSessions", targets: ["WebSessions"]),
        .library(name: "WebSessionsSQLite", targets: ["WebSessionsSQLite"]),
        .library(name: "WebSessionsRedis", targets: ["WebSessionsRedis"]),
        .library(name: "WebSessionsPostgres", targets: ["WebSessionsPostgres"]),
        .library(name: "WebSessionsTesting", targets: ["WebSessionsTesting"]),
        .library(name: "Talisman", targets: ["Talisman"]),
        .library(name: "TalismanFlyingFox", targets: ["TalismanFlyingFox"]),
        .library(name: "TalismanTesting", targets: ["TalismanTesting"]),
        .library(name: "TalismanHummingbird", targets: ["TalismanHummingbird"]),
        .library(name: "HummingbirdTimeouts", targets: ["HummingbirdTimeouts"]),
        .library(name: "TalismanCommand", targets: ["TalismanCommand"]),
        .executable(name: "talisman", targets: ["TalismanTool"]),
    ],
    traits: [
        .trait(name: "Hummingbird", description: "Middleware and pages for Hummingbird 2."),
        .trait(name: "FlyingFox", description: "A handler and pages for FlyingFox."),
        .trait(name: "SQLite", description: "A session store in an SQLite file."),
        .trait(name: "Redis", description: "A session store in Redis or Valkey."),
        .trait(name: "PostgreSQL", description: "A session store in PostgreSQL; needs libpq."),
        .trait(name: "TemplateModels", description: "The macro for models; builds swift-syntax."),
        .default(enabledTraits: ["Hummingbird", "SQLite", "Redis"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.5.0"),
        .package(url: "https://github.com/apple/swift-crypto.git", from: "4.0.0"),
        .package(
            url: "https://github.com/apple/swift-distributed-tracing.git",
            from: "1.7.3"
        ),
        .package(url: "https://github.com/apple/swift-http-types.git", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log.git", from: "1.14.0"),
        .package(url: "https://github.com/apple/swift-metrics.git", from: "2.9.0"),
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-nio-extras.git", from: "1.34.1"),
        .package(url: "https://github.com/apple/swift-nio-ssl.git", from: "2.37.2"),
        .package(url: "https://github.com/groue/GRDB.swift.git", from: "7.10.0"),
        .package(
            url: "https://github.com/hummingbird-project/hummingbird.git",
            from: "2.28.0"
        ),
        .package(
            url: "https://github.com/swift-server/swift-service-lifecycle.git",
            from: "2.10.0"
        ),
        .package(url: "https://github.com/jpsim/Yams.git", from: "6.2.0"),
        .package(url: "https://github.com/swiftlang/swift-syntax.git", "602.0.0"..<"604.0.0"),
        .package(url: "https://github.com/swhitty/FlyingFox.git", from: "0.27.1"),
    ],
    targets: [
        .systemLibrary(
            name: "CLibXML2",
            pkgConfig: "libxml-2.0",
            providers: [.apt(["libxml2-dev"]), .brew(["libxml2"])]
        ),
        .systemLibrary(
            name: "CPostgreSQL",
            pkgConfig: "libpq",
            providers: [.apt(["libpq-dev"]), .brew(["libpq"])]
        ),
        .target(name: "CStackSpace"),
        .target(name: "TemplateSyntax", dependencies: ["CLibXML2", "CStackSpace"]),
        .target(name: "PageTemplates", dependencies: ["TemplateSyntax"]),
        .target(
            name: "TemplateTools",
            dependencies: [
                "PageTemplates",
                "TemplateSyntax",
                .product(name: "Yams", package: "Yams"),
            ],
            // What browsers show developers.
            resources: [.embedInCode("Development/Overlay")]
        ),
        // What the macro does; apart from the plugin, so that tests need not be built for it.
        .target(
            name: "TemplateModelExpansion",
            dependencies: [
                syntax("SwiftDiagnostics"),
                syntax("SwiftParser"),
                syntax("SwiftSyntax"),
                syntax("SwiftSyntaxBuilder"),
                syntax("SwiftSyntaxMacros"),
            ]
        ),
        .macro(
            name: "TemplateModelMacros",
            dependencies: [
                "TemplateModelExpansion",
                syntax("SwiftCompilerPlugin"),
                syntax("SwiftSyntax"),
                syntax("SwiftSyntaxMacros"),
            ]
        ),
        .target(name: "TemplateModels", dependencies: ["PageTemplates", "TemplateModelMacros"]),
        .target(
            name: "PageTemplatesTesting",
            dependencies: ["PageTemplates", "TemplateSyntax"]
        ),
        .target(
            name: "WebSessions",
            dependencies: [
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "Tracing", package: "swift-distributed-tracing"),
            ]
        ),
        .target(
            name: "WebSessionsSQLite",
            dependencies: [
                "WebSessions",
                sqlite("GRDB", package: "GRDB.swift"),
            ]
        ),
        .target(
            name: "WebSessionsRedis",
            dependencies: [
                "WebSessions",
                redis("Crypto", package: "swift-crypto"),
                redis("Logging", package: "swift-log"),
                redis("NIOCore", package: "swift-nio"),
                redis("NIOPosix", package: "swift-nio"),
                redis("NIOSSL", package: "swift-nio-ssl"),
                redis("ServiceLifecycle", package: "swift-service-lifecycle"),
            ]
        ),
        .target(
            name: "WebSessionsPostgres",
            dependencies: [
                "WebSessions",
                .target(name: "CPostgreSQL", condition: .when(traits: ["PostgreSQL"])),
                postgres("Logging", package: "swift-log"),
                postgres("ServiceLifecycle", package: "swift-service-lifecycle"),
            ]
        ),
        .target(
            name: "WebSessionsTesting",
            dependencies: [
                "WebSessions",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "InMemoryLogging", package: "swift-log"),
                .product(name: "Logging", package: "swift-log"),
            ]
        ),
        .target(
            name: "Talisman",
            dependencies: [
                "PageTemplates",
                "TemplateSyntax",
                "WebSessions",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "Tracing", package: "swift-distributed-tracing"),
            ]
        ),
        .target(
            name: "TalismanTesting",
            dependencies: [
                "PageTemplates",
                "PageTemplatesTesting",
                "Talisman",
                "WebSessions",
                "WebSessionsTesting",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
            ]
        ),
        .target(
            name: "TalismanHummingbird",
            dependencies: [
                "HummingbirdTimeouts",
                "PageTemplates",
                "Talisman",
                "WebSessions",
                // What developers see in their browsers; not in release builds.
                .target(name: "TemplateTools", condition: .when(traits: ["Hummingbird"])),
                hummingbird,
                server("NIOCore", package: "swift-nio"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]
        ),
        .target(
            name: "TalismanFlyingFox",
            dependencies: [
                "PageTemplates",
                "Talisman",
                "WebSessions",
                flyingFox("FlyingFox"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
            ]
        ),
        .target(
            name: "HummingbirdTimeouts",
            dependencies: [
                server("HummingbirdCore", package: "hummingbird"),
                server("NIOCore", package: "swift-nio"),
                server("NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
            ]
        ),
        .target(
            name: "TalismanCommand",
            dependencies: [
                "PageTemplates",
                "PageTemplatesTesting",
                "Talisman",
                "TemplateSyntax",
                "TemplateTools",
                "WebSessions",
                "WebSessionsPostgres",
                "WebSessionsRedis",
                "WebSessionsSQLite",
                hummingbird,
                server("HTTPTypes", package: "swift-http-types"),
                server("Logging", package: "swift-log"),
                server("NIOCore", package: "swift-nio"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            // What `talisman new` writes, the page around a preview, and those of reports; the command
            // stands alone, without a bundle beside it.
            resources: [
                .embedInCode("Project/Starter"),
                .embedInCode("Preview/Shell"),
                .embedInCode("Comparison/Report"),
                .embedInCode("Coverage/Report"),
            ]
        ),
        .executableTarget(name: "TalismanTool", dependencies: ["TalismanCommand"]),
        .executableTarget(
            name: "OwnCommand",
            dependencies: [
                "PageTemplates",
                "TalismanCommand",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Examples/OwnCommand"
        ),
        // No products: whoever depends on the package does not build them.
        .executableTarget(
            name: "Shop",
            dependencies: ["ShopSite", "Talisman"],
            path: "Examples/Shop/Program"
        ),
        .target(
            name: "ShopSite",
            dependencies: [
                "HummingbirdTimeouts",
                "PageTemplates",
                "Talisman",
                "TalismanHummingbird",
                "WebSessions",
                "WebSessionsPostgres",
                "WebSessionsRedis",
                "WebSessionsSQLite",
                hummingbird,
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            path: "Examples/Shop",
            exclude: ["Program"]
        ),
        .executableTarget(
            name: "RequestBenchmark",
            dependencies: ["ShopSite", "Talisman", "TalismanHummingbird", hummingbird],
            path: "Benchmarks/Requests/Sources"
        ),
        // No product either.
        .executableTarget(
            name: "SessionBenchmark",
            dependencies: [
                "PageTemplates",
                "Talisman",
                "TalismanHummingbird",
                "WebSessions",
                "WebSessionsPostgres",
                "WebSessionsRedis",
                "WebSessionsSQLite",
                "WebSessionsTesting",
                hummingbird,
                redis("NIOCore", package: "swift-nio"),
                redis("NIOPosix", package: "swift-nio"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
            ],
            path: "Benchmarks/Sessions/Sources"
        ),
        // No product: renders for the proof in a browser.
        .executableTarget(
            name: "BrowserRenderer",
            dependencies: ["PageTemplates"],
            path: "Tests/Browser/Renderer"
        ),
        // No product: measures the engine in a process of its own.
        .executableTarget(
            name: "TemplateProbe",
            dependencies: ["PageTemplates"],
            path: "Tests/TemplateProbe"
        ),
        .target(name: "CSpawn", path: "Tests/CSpawn"),
        .target(
            name: "TestSupport",
            dependencies: [
                "CSpawn",
                .product(name: "InMemoryLogging", package: "swift-log"),
                .product(name: "Logging", package: "swift-log"),
            ],
            path: "Tests/TestSupport"
        ),
        // What tests of stores at a server share.
        .target(
            name: "StoreTestSupport",
            dependencies: [
                "TestSupport",
                "WebSessions",
                "WebSessionsTesting",
                server("NIOCore", package: "swift-nio", traits: ["PostgreSQL", "Redis"]),
                server("NIOPosix", package: "swift-nio", traits: ["PostgreSQL", "Redis"]),
            ],
            path: "Tests/StoreTestSupport"
        ),
        .testTarget(name: "TestSupportTests", dependencies: ["TestSupport"]),
        // What the fuzzer calls, with the inputs that are kept of it; itself it is a package.
        .testTarget(
            name: "FuzzCorpusTests",
            dependencies: [
                "PageTemplates",
                "Talisman",
                "WebSessions",
                "WebSessionsRedis",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                redis("NIOCore", package: "swift-nio"),
            ],
            path: "Tests/Fuzz",
            exclude: [
                "CFuzzer", "Corpus", "Driver", "Package.swift", "keep.py", "run.sh", "seeds.py",
            ],
            sources: ["Entries", "Replay"]
        ),
        .testTarget(
            name: "TemplateSyntaxTests",
            dependencies: ["TemplateSyntax", "TestSupport"]
        ),
        .testTarget(
            name: "PageTemplatesTests",
            dependencies: [
                "PageTemplates", "PageTemplatesTesting", "TemplateProbe", "TemplateSyntax",
                "TestSupport",
            ],
            exclude: ["Cases"]
        ),
        .testTarget(
            name: "PageTemplatesTestingTests",
            dependencies: [
                "PageTemplates", "PageTemplatesTesting", "TemplateSyntax", "TestSupport",
            ]
        ),
        .testTarget(
            name: "TemplateToolsTests",
            dependencies: ["PageTemplates", "TemplateSyntax", "TemplateTools", "TestSupport"],
            exclude: ["Lint/Cases", "Lint/language-cases.txt"]
        ),
        .testTarget(
            name: "TemplateModelsTests",
            dependencies: [
                "PageTemplates",
                "TemplateModelExpansion",
                "TemplateModels",
                syntax("SwiftSyntax"),
                syntax("SwiftSyntaxBuilder"),
                syntax("SwiftSyntaxMacroExpansion"),
                syntax("SwiftSyntaxMacros"),
                syntax("SwiftSyntaxMacrosGenericTestSupport"),
            ]
        ),
        .testTarget(
            name: "WebSessionsTests",
            dependencies: [
                "TestSupport",
                "WebSessions",
                "WebSessionsTesting",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "InMemoryTracing", package: "swift-distributed-tracing"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "MetricsTestKit", package: "swift-metrics"),
                .product(name: "Tracing", package: "swift-distributed-tracing"),
            ]
        ),
        .testTarget(
            name: "WebSessionsSQLiteTests",
            dependencies: [
                "TestSupport",
                "WebSessionsSQLite",
                "WebSessionsTesting",
                sqlite("GRDB", package: "GRDB.swift"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "MetricsTestKit", package: "swift-metrics"),
            ]
        ),
        .testTarget(
            name: "WebSessionsRedisTests",
            dependencies: [
                "StoreTestSupport",
                "TalismanHummingbird",
                "TestSupport",
                "WebSessions",
                "WebSessionsRedis",
                "WebSessionsTesting",
                hummingbird,
                hummingbirdTesting,
                .product(name: "HTTPTypes", package: "swift-http-types"),
                redis("Logging", package: "swift-log"),
                redis("NIOCore", package: "swift-nio"),
                redis("NIOPosix", package: "swift-nio"),
                redis("ServiceLifecycle", package: "swift-service-lifecycle"),
            ]
        ),
        .testTarget(
            name: "WebSessionsPostgresTests",
            dependencies: [
                "StoreTestSupport",
                "TestSupport",
                "WebSessions",
                "WebSessionsPostgres",
                "WebSessionsTesting",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                postgres("Logging", package: "swift-log"),
                postgres("ServiceLifecycle", package: "swift-service-lifecycle"),
            ]
        ),
        .testTarget(
            name: "TalismanTestingTests",
            dependencies: [
                "PageTemplates",
                "PageTemplatesTesting",
                "Talisman",
                "TalismanTesting",
                "TestSupport",
                "WebSessions",
                "WebSessionsTesting",
            ]
        ),
        .testTarget(
            name: "TalismanTests",
            dependencies: [
                "PageTemplates",
                "Talisman",
                "TestSupport",
                "WebSessions",
                "WebSessionsTesting",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "InMemoryTracing", package: "swift-distributed-tracing"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "MetricsTestKit", package: "swift-metrics"),
                .product(name: "Tracing", package: "swift-distributed-tracing"),
            ]
        ),
        .testTarget(
            name: "TalismanHummingbirdTests",
            dependencies: [
                "HummingbirdTimeouts",
                "PageTemplates",
                "Talisman",
                "TalismanFlyingFox",
                "TalismanHummingbird",
                "TestSupport",
                "WebSessions",
                "WebSessionsTesting",
                flyingFox("FlyingFox"),
                flyingFox("FlyingSocks"),
                hummingbird,
                hummingbirdTesting,
                server("NIOCore", package: "swift-nio"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "MetricsTestKit", package: "swift-metrics"),
            ]
        ),
        .testTarget(
            name: "HummingbirdTimeoutsTests",
            dependencies: [
                "HummingbirdTimeouts",
                server("NIOCore", package: "swift-nio"),
                server("NIOEmbedded", package: "swift-nio"),
                server("NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
            ]
        ),
        .target(name: "HummingbirdAuthNames", path: "Tests/HummingbirdAuthNames"),
        .testTarget(
            name: "ForeignNameTests",
            dependencies: [
                "HummingbirdAuthNames",
                "PageTemplates",
                "PageTemplatesTesting",
                "Talisman",
                "TalismanHummingbird",
                "WebSessions",
                "WebSessionsTesting",
                hummingbird,
            ]
        ),
        .testTarget(
            name: "TalismanCommandTests",
            dependencies: [
                sqlite("GRDB", package: "GRDB.swift"),
                "OwnCommand",
                "PageTemplates",
                "TalismanCommand",
                "TalismanTool",
                "TestSupport",
                "WebSessions",
                "WebSessionsPostgres",
                "WebSessionsRedis",
                "WebSessionsSQLite",
                "WebSessionsTesting",
            ]
        ),
        .testTarget(
            name: "ShopTests",
            dependencies: [
                "PageTemplates",
                "Shop",
                "Talisman",
                "TalismanTesting",
                "TestSupport",
                "WebSessions",
                "WebSessionsTesting",
                sqlite("GRDB", package: "GRDB.swift"),
            ],
            exclude: ["Pages"]
        ),
        // The snippets of README and articles, as Scripts/snippets.py writes them.
        .testTarget(
            name: "SnippetTests",
            dependencies: [
                "PageTemplates",
                "Talisman",
                "TalismanCommand",
                "TalismanFlyingFox",
                "TalismanHummingbird",
                "TemplateModels",
                "TemplateTools",
                "WebSessions",
                "WebSessionsPostgres",
                "WebSessionsRedis",
                "WebSessionsSQLite",
                "WebSessionsTesting",
                flyingFox("FlyingFox"),
                hummingbird,
                hummingbirdTesting,
                sqlite("GRDB", package: "GRDB.swift"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            resources: [.copy("Templates")]
        ),
        // The project that `talisman new` writes, as Scripts/snippets.py copies it.
        .testTarget(
            name: "StarterTests",
            dependencies: [
                "Talisman",
                "TalismanHummingbird",
                "TalismanTesting",
                "WebSessions",
                "WebSessionsSQLite",
                "WebSessionsTesting",
                hummingbird,
                hummingbirdTesting,
            ]
        ),
        .testTarget(
            name: "OwnStoreTests",
            dependencies: ["WebSessions", "WebSessionsTesting"],
            path: "Examples/OwnStore"
        ),
    ]
)

for target in package.targets where target.type != .system {
    target.swiftSettings = settings
}
