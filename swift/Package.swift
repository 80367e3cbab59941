// swift-tools-version: 6.0

import Foundation
import PackageDescription

// The core is a library written in Rust. Apple's platforms take it from an XCFramework that stands beside this file
// (README.md says how it is made); elsewhere it is a shared library in `lib/`.
let framework = "UserMetadataFFI.xcframework"
let hasFramework = isPresent(framework)
let library = Context.packageDirectory + "/lib"

let package = Package(
  name: "UserMetadata",
  platforms: [.iOS(.v15), .macOS(.v12), .tvOS(.v16), .watchOS(.v8), .visionOS(.v1)],
  products: [.library(name: "UserMetadata", targets: ["UserMetadata"])],
  targets: [
    hasFramework ? .binaryTarget(name: "UserMetadataFFI", path: framework) : .systemLibrary(name: "UserMetadataFFI"),
    .target(
      name: "UserMetadataCore",
      dependencies: ["UserMetadataFFI"],
      linkerSettings: hasFramework
        ? []
        : [.unsafeFlags(["-L", library, "-luser_metadata_uniffi", "-Xlinker", "-rpath", "-Xlinker", library])]
    ),
    .target(name: "UserMetadata", dependencies: ["UserMetadataCore"]),
    .executableTarget(name: "user-metadata-sample", dependencies: ["UserMetadata"], path: "Examples/Sample"),
  ],
  swiftLanguageModes: [.v6]
)

// A package that was installed has neither tests nor benchmarks: they need the rest of the project.
if isPresent("Tests") {
  package.targets += [
    .executableTarget(
      name: "user-metadata-bench", dependencies: ["UserMetadata", "UserMetadataCore"], path: "Benches"),
    .testTarget(
      name: "UserMetadataTests", dependencies: ["UserMetadata", "UserMetadataCore", "user-metadata-sample"]),
  ]
}

func isPresent(_ path: String) -> Bool {
  FileManager.default.fileExists(atPath: Context.packageDirectory + "/" + path)
}
