// swift-tools-version:6.2
import PackageDescription

/// One set of settings for every target of ours.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]

/// Folders of Plugins/, each with a manifest of its name.
let plugins = ["circleci", "freshdesk", "github", "pipedrive", "stripe"]

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let asyncHTTPClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let grdbSQLite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioHTTPCompression = Target.Dependency.product(name: "NIOHTTPCompression", package: "swift-nio-extras")
let serviceLifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let unixSignals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")

let package = Package(
    name: "sluice",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "sluice", targets: ["sluice"]),
        .library(name: "JSON", targets: ["JSON"]),
        .library(name: "JSONSchema", targets: ["JSONSchema"]),
        .library(name: "Patterns", targets: ["Patterns"]),
        .library(name: "JSONata", targets: ["JSONata"]),
        .library(name: "Placeholders", targets: ["Placeholders"]),
    ],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.1"),
        .package(url: "https://github.com/groue/GRDB.swift.git", from: "7.10.0"),
        .package(url: "https://github.com/swift-server/async-http-client.git", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log.git", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-crypto.git", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras.git", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-http-types.git", from: "1.8.0"),
        .package(url: "https://github.com/jpsim/Yams.git", from: "6.2.2"),
    ],
    targets: [
        .target(name: "JSON"),
        .target(name: "Patterns"),
        .target(name: "JSONSchema", dependencies: ["JSON", "Patterns"]),
        .target(name: "JSONata", dependencies: ["JSON", "Patterns"]),
        .target(name: "Placeholders", dependencies: ["JSON"]),
        .target(name: "YAML", dependencies: ["JSON", yams]),
        .target(name: "Domain", dependencies: ["JSON"]),
        .target(name: "Expressions", dependencies: ["Domain", "JSON", "JSONata", crypto]),
        .target(
            name: "Migrations",
            path: "Migrations",
            exclude: ["checksums"],
            resources: [
                .embedInCode("0001_create_core.sql"), .embedInCode("0002_add_args_validation.sql"),
                .embedInCode("0003_create_delivery.sql"), .embedInCode("0004_create_unified_model_override.sql"),
                .embedInCode("0005_add_connecting.sql"), .embedInCode("0006_add_manifests.sql"),
            ]
        ),
        .target(
            name: "UnifiedModels",
            path: "UnifiedModels",
            exclude: ["fixtures"],
            resources: [
                .embedInCode("models/crm.yaml"), .embedInCode("models/ticketing.yaml"),
                .embedInCode("mappings/hubspot.yaml"), .embedInCode("mappings/zendesk.yaml"),
            ]
        ),
        .target(
            name: "Plugins",
            path: "Plugins",
            exclude: ["README.md"] + plugins.flatMap { ["\($0)/README.md", "\($0)/fixtures"] },
            resources: plugins.map { .embedInCode("\($0)/\($0).yaml") }
        ),
        .target(
            name: "Persistence",
            dependencies: ["Domain", "JSON", "Migrations", grdb, grdbSQLite, crypto, logging]
        ),
        .target(
            name: "Integrations",
            dependencies: [
                "Domain", "Expressions", "JSON", "JSONata", "Placeholders", asyncHTTPClient, nioCore, nioHTTP1,
                nioHTTPCompression, nioPosix,
            ]
        ),
        .target(
            name: "Engine",
            dependencies: [
                "Domain", "Expressions", "JSON", "JSONSchema", "JSONata", "Placeholders", logging, serviceLifecycle,
                crypto,
            ]
        ),
        .target(name: "API", dependencies: ["Domain", "Engine", "JSON", hummingbird, httpTypes, nioCore, logging]),
        .target(
            name: "Sandbox",
            dependencies: ["JSON", crypto, hummingbird, httpTypes, nioCore, logging, serviceLifecycle]
        ),
        .executableTarget(name: "sluice", dependencies: ["App"]),
        .target(
            name: "App",
            dependencies: [
                "API", "Domain", "Engine", "Expressions", "Integrations", "JSON", "JSONSchema", "JSONata",
                "Persistence",
                "Placeholders", "Plugins", "Sandbox", "UnifiedModels", "YAML",
                argumentParser, crypto, logging, nioCore, serviceLifecycle, unixSignals,
            ]
        ),
        .target(
            name: "Support",
            dependencies: [
                "App", "Domain", "Engine", "Integrations", "JSON", "Persistence", logging, serviceLifecycle,
            ],
            path: "Tests/Support"
        ),
        .executableTarget(
            name: "bench",
            dependencies: [
                "App", "Domain", "Engine", "Integrations", "JSON", "JSONata", "Persistence", "Support", logging,
            ],
            path: "Benchmarks",
            exclude: ["baseline.py", "mapping", "plugins", "thresholds.json"]
        ),
        .testTarget(name: "JSONTests", dependencies: ["JSON"]),
        .target(name: "DocumentationPages", path: "Tests/DocumentationPages"),
        .testTarget(name: "PatternsTests", dependencies: ["DocumentationPages", "Patterns"]),
        .testTarget(name: "JSONSchemaTests", dependencies: ["DocumentationPages", "JSON", "JSONSchema"]),
        .testTarget(name: "JSONataTests", dependencies: ["DocumentationPages", "JSON", "JSONata"]),
        .testTarget(
            name: "FuzzTests",
            dependencies: ["Domain", "Integrations", "JSON", "JSONSchema", "JSONata", "Patterns", "Placeholders"],
            path: "Tests/Fuzz",
            exclude: ["Corpus", "Stubs"]
        ),
        .testTarget(name: "YAMLTests", dependencies: ["JSON", "YAML"]),
        .testTarget(name: "PlaceholdersTests", dependencies: ["Placeholders", "JSON"]),
        .testTarget(name: "DomainTests", dependencies: ["Domain", "JSON"]),
        .testTarget(
            name: "PersistenceTests",
            dependencies: ["Persistence", "Domain", "JSON", "Migrations", "Support", crypto, grdb]
        ),
        .testTarget(
            name: "IntegrationsTests",
            dependencies: ["Integrations", "Domain", "JSON", "Support", nioCore, nioPosix]
        ),
        .testTarget(
            name: "EngineTests",
            dependencies: [
                "App", "Domain", "Engine", "Expressions", "Integrations", "JSON", "JSONata", "Persistence", "Support",
                "YAML", grdb,
            ]
        ),
        .testTarget(name: "APITests", dependencies: ["API", "Domain", "JSON", "Support"]),
        .testTarget(
            name: "AppTests",
            dependencies: [
                "App", "DocumentationPages", "Domain", "Engine", "Integrations", "JSON", "Persistence", "Support",
                "YAML",
                grdb,
            ]
        ),
    ],
    swiftLanguageModes: [.v6]
)

for target in package.targets { target.swiftSettings = strict }
