// swift-tools-version: 6.2

import PackageDescription

/// What every target of this package is built with.
let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let asyncHTTPClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")

/// Left out where the trait is disabled, and with it the need for libpq.
let postgres = Target.Dependency.target(name: "TelepoolPostgres", condition: .when(traits: ["Postgres"]))

let package = Package(
    name: "Telepool",
    products: [
        .executable(name: "telepool", targets: ["telepool"]),
        // With the JSON that its raw calls take and give.
        .library(name: "TelepoolClient", targets: ["TelepoolClient", "TelepoolJSON"]),
    ],
    traits: [
        .trait(name: "ConfigurationFiles", description: "Configuration in YAML, which needs Foundation with its ICU."),
        .trait(name: "Postgres", description: "PostgreSQL as a database, through libpq."),
        // The library needs none of them.
        .default(enabledTraits: ["ConfigurationFiles", "Postgres"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(
            url: "https://github.com/apple/swift-configuration", from: "1.4.0",
            traits: [.trait(name: "YAML", condition: .when(traits: ["ConfigurationFiles"]))]),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.0"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        .target(name: "TelepoolCSV", swiftSettings: settings),
        .target(name: "TelepoolJSON", swiftSettings: settings),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .target(name: "TelepoolGzip", dependencies: ["CZlib"], swiftSettings: settings),
        .target(name: "TelepoolMetrics", swiftSettings: settings),
        .target(name: "TelepoolNumbering", swiftSettings: settings),
        .target(name: "TelepoolSQL", swiftSettings: settings),
        .target(name: "TelepoolTime", swiftSettings: settings),
        .target(name: "TelepoolURL", swiftSettings: settings),
        .target(
            name: "TelepoolSigning", dependencies: ["TelepoolTime", "TelepoolURL", crypto, httpTypes],
            swiftSettings: settings),
        .target(name: "TelepoolTerminal", dependencies: ["TelepoolJSON"], swiftSettings: settings),
        .target(
            name: "TelepoolDomain",
            dependencies: [
                "TelepoolNumbering", "TelepoolSQL", "TelepoolTime", crypto,
            ],
            swiftSettings: settings),
        .target(
            name: "TelepoolSQLite",
            dependencies: [
                "TelepoolSQL", .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ],
            swiftSettings: settings),
        .systemLibrary(name: "CPostgres", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .target(
            name: "TelepoolPostgres",
            dependencies: [
                "CPostgres", "TelepoolMetrics", "TelepoolSQL", .product(name: "NIOPosix", package: "swift-nio"), crypto,
            ],
            swiftSettings: settings),
        .target(
            name: "TelepoolVolcengine",
            dependencies: ["TelepoolDomain", "TelepoolJSON", "TelepoolNumbering", "TelepoolTime", "TelepoolURL"],
            swiftSettings: settings),
        .target(
            name: "TelepoolREST", dependencies: ["TelepoolDomain", "TelepoolJSON", "TelepoolURL", httpTypes],
            swiftSettings: settings),
        .target(
            name: "TelepoolHuawei",
            dependencies: [
                "TelepoolDomain", "TelepoolJSON", "TelepoolREST", "TelepoolTime", "TelepoolURL", httpTypes,
            ],
            swiftSettings: settings),
        .target(
            name: "TelepoolOperator",
            dependencies: [
                "TelepoolCSV", "TelepoolDomain", "TelepoolGzip", "TelepoolJSON", "TelepoolNumbering", "TelepoolREST",
                "TelepoolTime", "TelepoolURL", httpTypes,
            ],
            swiftSettings: settings),
        .target(
            name: "TelepoolSecrets",
            dependencies: [crypto, .product(name: "CryptoExtras", package: "swift-crypto")], swiftSettings: settings),
        .target(
            name: "TelepoolServer",
            dependencies: [
                "TelepoolDomain", "TelepoolHuawei", "TelepoolJSON", "TelepoolMetrics", "TelepoolOperator",
                "TelepoolREST",
                "TelepoolSQL", "TelepoolSecrets", "TelepoolSigning", "TelepoolTime", "TelepoolURL",
                "TelepoolVolcengine",
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HummingbirdTLS", package: "hummingbird"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                crypto, httpTypes, logging, nioCore,
            ],
            swiftSettings: settings),
        .target(
            name: "TelepoolClient",
            dependencies: [
                "TelepoolCSV", "TelepoolJSON", "TelepoolOperator", "TelepoolREST", "TelepoolSigning", "TelepoolTime",
                "TelepoolURL",
                .product(name: "NIOHTTP1", package: "swift-nio"), asyncHTTPClient, httpTypes, nioCore,
            ],
            swiftSettings: settings),
        .executableTarget(
            name: "telepool",
            dependencies: [
                "TelepoolClient", "TelepoolDomain", "TelepoolGzip", "TelepoolHuawei", "TelepoolJSON",
                "TelepoolOperator", "TelepoolREST",
                "TelepoolSQL", "TelepoolSQLite", "TelepoolSecrets", "TelepoolServer", "TelepoolTerminal",
                "TelepoolTime",
                "TelepoolURL", "TelepoolVolcengine", postgres,
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Configuration", package: "swift-configuration"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "SystemPackage", package: "swift-system"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
                asyncHTTPClient, httpTypes, logging, nioCore,
            ],
            swiftSettings: settings),
        .executableTarget(
            name: "telepool-benchmarks", dependencies: ["TelepoolDomain", "TelepoolJSON", "TelepoolVolcengine"],
            swiftSettings: settings),
        .executableTarget(
            name: "telepool-client-probe", dependencies: ["TelepoolClient", "TelepoolJSON", "TelepoolTime", httpTypes],
            swiftSettings: settings),
    ] + [
        .target(
            name: "TelepoolTestSupport",
            dependencies: [
                "TelepoolDomain", "TelepoolJSON", "TelepoolOperator", "TelepoolREST", "TelepoolSQL", "TelepoolSQLite",
                "TelepoolSecrets", "TelepoolServer", "TelepoolSigning", "TelepoolTime", httpTypes, logging, postgres,
            ],
            path: "Tests/TelepoolTestSupport", swiftSettings: settings),
        .testTarget(name: "TelepoolJSONTests", dependencies: ["TelepoolJSON"], swiftSettings: settings),
        .testTarget(
            name: "TelepoolTerminalTests", dependencies: ["TelepoolJSON", "TelepoolTerminal"], swiftSettings: settings),
        .testTarget(name: "TelepoolTimeTests", dependencies: ["TelepoolTime"], swiftSettings: settings),
        .testTarget(name: "TelepoolURLTests", dependencies: ["TelepoolURL"], swiftSettings: settings),
        .testTarget(
            name: "TelepoolSigningTests", dependencies: ["TelepoolSigning", "TelepoolTime", httpTypes],
            swiftSettings: settings),
        .testTarget(
            name: "TelepoolSQLiteTests",
            dependencies: ["TelepoolSQL", "TelepoolSQLite", .product(name: "GRDBSQLite", package: "GRDB.swift")],
            swiftSettings: settings),
        .testTarget(
            name: "TelepoolPostgresTests", dependencies: ["TelepoolSQL", "TelepoolSQLite", postgres],
            swiftSettings: settings),
        .testTarget(
            name: "TelepoolDomainTests",
            dependencies: ["TelepoolDomain", "TelepoolSQL", "TelepoolSQLite", "TelepoolTestSupport", "TelepoolTime"],
            swiftSettings: settings),
        .testTarget(
            name: "TelepoolVolcengineTests",
            dependencies: ["TelepoolDomain", "TelepoolServer", "TelepoolTestSupport", "TelepoolTime", httpTypes],
            swiftSettings: settings),
        .testTarget(
            name: "TelepoolHuaweiTests",
            dependencies: [
                "TelepoolDomain", "TelepoolHuawei", "TelepoolREST", "TelepoolSQL", "TelepoolSecrets", "TelepoolServer",
                "TelepoolTestSupport", "TelepoolTime", "TelepoolURL", httpTypes,
            ],
            swiftSettings: settings),
        .testTarget(
            name: "TelepoolOperatorTests",
            dependencies: [
                "TelepoolDomain", "TelepoolJSON", "TelepoolOperator", "TelepoolREST", "TelepoolSQL", "TelepoolServer",
                "TelepoolTestSupport", "TelepoolTime", httpTypes,
            ],
            swiftSettings: settings),
        .testTarget(name: "TelepoolMetricsTests", dependencies: ["TelepoolMetrics"], swiftSettings: settings),
        .testTarget(name: "TelepoolCSVTests", dependencies: ["TelepoolCSV"], swiftSettings: settings),
        .testTarget(name: "TelepoolGzipTests", dependencies: ["TelepoolGzip"], swiftSettings: settings),
        .testTarget(name: "TelepoolSecretsTests", dependencies: ["TelepoolSecrets"], swiftSettings: settings),
        .testTarget(
            name: "TelepoolRESTTests",
            dependencies: ["TelepoolDomain", "TelepoolHuawei", "TelepoolJSON", "TelepoolREST", httpTypes],
            swiftSettings: settings),
        .testTarget(
            name: "TelepoolServerTests",
            dependencies: [
                "TelepoolDomain", "TelepoolHuawei", "TelepoolMetrics", "TelepoolOperator", "TelepoolREST",
                "TelepoolSQL",
                "TelepoolSecrets", "TelepoolServer", "TelepoolSigning", "TelepoolTestSupport", "TelepoolTime",
                "TelepoolVolcengine", httpTypes, logging,
            ],
            swiftSettings: settings),
        .testTarget(
            name: "TelepoolClientTests",
            dependencies: [
                "TelepoolClient", "TelepoolDomain", "TelepoolHuawei", "TelepoolJSON", "TelepoolOperator",
                "TelepoolREST", "TelepoolServer", "TelepoolTestSupport", "TelepoolTime", "TelepoolVolcengine",
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"), asyncHTTPClient, httpTypes,
                logging,
            ],
            swiftSettings: settings),
        .testTarget(
            name: "TelepoolNumberingTests", dependencies: ["TelepoolNumbering"], swiftSettings: settings),
    ]
)
