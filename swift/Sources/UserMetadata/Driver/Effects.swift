/// The way of one loop over a machine's effects.
struct Effects<M: Machine> {
  private let progress: Progress<M>
  private var seen: Int?
  private var isOver = false

  init(of progress: Progress<M>) {
    self.progress = progress
  }

  /// The next effect, as soon as it is another one; nil after the end.
  mutating func next() async throws -> M.Effect? {
    if isOver { return nil }
    if let seen {
      try await progress.leave(seen)
    }
    let (effect, version) = try await progress.proceed()
    seen = version
    isOver = M.station(of: effect) == .end
    return effect
  }
}
