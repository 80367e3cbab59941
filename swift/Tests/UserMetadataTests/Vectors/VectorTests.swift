import Testing
import UserMetadataCore

/// Every vector that every language runs. Which folders there are is not written down here: one that this runner does
/// not know fails.
@Suite struct VectorTests {
  @Test(arguments: try Vectors.all())
  func everyCaseHasTheResultThatItSays(suite: Vectors) throws {
    let skips = try Vectors.skips()
    var failures: [String] = []
    for vector in suite.cases {
      let difference = difference(suite, vector)
      if let reason = skips[vector.id] {
        if difference == nil { failures.append("\(vector.id): skipped (\(reason)), yet it passes") }
      } else if let difference {
        failures.append("\(vector.id): \(difference)")
      }
    }
    #expect(failures.isEmpty, "\(failures.count) of \(suite.cases.count) fail:\n\(failures.joined(separator: "\n"))")
  }

  @Test func everySkipNamesACase() throws {
    let ids = Set(try Vectors.all().flatMap { $0.cases.map(\.id) })
    #expect(try Vectors.skips().keys.filter { !ids.contains($0) } == [])
  }

  @Test func theCountsAreThoseOfTheFiles() throws {
    // Each suite has compared its cases with the count in its file; here they are said, to be compared with others.
    let counts = Dictionary(grouping: try Vectors.all(), by: \.folder).mapValues { suites in
      suites.reduce(0) { $0 + $1.cases.count }
    }
    for (folder, count) in counts.sorted(by: { $0.key < $1.key }) {
      print("vectors: \(folder) \(count)")
      try Files.say(count, of: folder)
    }
    print("vectors: skipped \(try Vectors.skips().count)")
    #expect(Set(counts.keys) == ["identifiers", "requests", "responses", "enrollments", "snapshots"])
  }

  private func difference(_ suite: Vectors, _ vector: Vectors.Case) -> String? {
    do {
      let got = try result(suite, vector.input)
      return got == vector.result ? nil : "got \(got), want \(vector.result)"
    } catch {
      return "\(error)"
    }
  }

  private func result(_ suite: Vectors, _ input: JSON) throws -> JSON {
    switch suite.folder {
    case "identifiers": try identifier(suite.file, input)
    case "requests": try request(input)
    case "responses": try response(input)
    case "enrollments": try enrollment(input)
    case "snapshots": try snapshot(input)
    default: throw Failed("a suite that this runner does not know: \(suite.name)")
    }
  }
}
