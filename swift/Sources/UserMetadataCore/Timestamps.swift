import Foundation

// The core counts milliseconds since 1970; a `Date` counts seconds in floating point, which holds every millisecond of
// the next quarter of a million years exactly enough to be rounded back.

func dateOfTimestamp(_ milliseconds: Int64) -> Date {
  Date(timeIntervalSince1970: Double(milliseconds) / 1000)
}

func timestampOfDate(_ date: Date) -> Int64 {
  let milliseconds = (date.timeIntervalSince1970 * 1000).rounded()
  // A conversion out of range would end the program, and `Date` has room for such dates.
  return Int64(exactly: milliseconds) ?? (milliseconds > 0 ? Int64.max : Int64.min)
}
