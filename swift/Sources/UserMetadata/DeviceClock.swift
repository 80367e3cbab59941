import Foundation

/// What time it is, and how to wait: the two things about time that a test wants to decide.
///
/// The clock may be wrong by days: the core keeps its difference to the server's and reckons with it.
public protocol DeviceClock: Sendable {
  /// The time of this device.
  func now() -> Date

  /// Returns when that time has come. It may return early; whoever waits looks again.
  ///
  /// - Throws: `CancellationError`, when the task was cancelled.
  func sleep(until date: Date) async throws
}

/// The clock of the device.
public struct SystemClock: DeviceClock {
  public init() {}

  public func now() -> Date {
    Date()
  }

  public func sleep(until date: Date) async throws {
    // A day at a time: a longer one might not fit, and whoever waits looks again.
    let seconds = min(date.timeIntervalSinceNow, 86_400)
    if seconds > 0 {
      try await Task.sleep(nanoseconds: UInt64(seconds * 1_000_000_000))
    }
  }
}
