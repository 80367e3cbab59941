import Foundation
import UserMetadataCore

/// A machine with the request that is under way.
///
/// Any number of tasks may look at it, answer it and drive it: a request is sent by one of them, and the others wait for
/// what comes of it. A task that is cancelled leaves the machine knowing that its request may have arrived.
final class Progress<M: Machine>: Sendable {
  private struct State {
    var machine: M
    /// Counts the values that the machine has had.
    var version = 0
    var flight: Flight?
    var waiters: [UUID: CheckedContinuation<Void, Never>] = [:]
  }

  private struct Flight {
    let id: Int64
    let task: Task<Reply, Never>
  }

  private enum Next {
    case asks(M.Effect, version: Int)
    case underWay(version: Int)
    case sending(Flight)
  }

  private let user: User
  private let saving: (@Sendable (String) -> Void)?
  private let state: Locked<State>

  init(_ machine: M, of user: User, saving: (@Sendable (String) -> Void)?) {
    self.user = user
    self.saving = saving
    self.state = Locked(State(machine: machine))
    saving?(machine.snapshot())
  }

  var machine: M {
    state.with { $0.machine }
  }

  func take(_ input: M.Input) throws {
    let now = user.clock.now()
    try state.with { try move(&$0, input, now) }
  }

  /// Sends what is to be sent, until somebody is needed.
  func proceed() async throws -> (effect: M.Effect, version: Int) {
    while true {
      try Task.checkCancellation()
      switch try next() {
      case .asks(let effect, let version):
        return (effect, version)
      case .underWay(let version):
        try await change(since: version)
      case .sending(let flight):
        let reply = await withTaskCancellationHandler {
          await flight.task.value
        } onCancel: {
          flight.task.cancel()
        }
        try land(flight, reply)
      }
    }
  }

  /// Waits for the time that the effect names, then says so. Returns at once where the effect is about anything else,
  /// and early where somebody else has moved the machine.
  func wait() async throws {
    let (effect, version) = state.with { ($0.machine.effect(), $0.version) }
    if case .time(let until) = M.station(of: effect) {
      try await tick(at: until, version)
    }
  }

  /// Returns when the machine is no longer at this version; sees to that where time alone is enough.
  func leave(_ version: Int) async throws {
    let effect = state.with { $0.machine.effect() }
    switch M.station(of: effect) {
    case .time(let until), .somebody(by: .some(let until)):
      try await tick(at: until, version)
    case .somebody(by: nil), .send, .end:
      try await change(since: version)
    }
  }

  // MARK: - One request

  /// What is to be done now. The request is sent by the first who asks.
  private func next() throws -> Next {
    try state.with { state in
      let effect = state.machine.effect()
      guard case .send(let id) = M.station(of: effect) else {
        return .asks(effect, version: state.version)
      }
      if state.flight?.id == id {
        return .underWay(version: state.version)
      }
      guard let request = try state.machine.request(user.session) else {
        return .asks(effect, version: state.version)
      }
      let user = user
      let flight = Flight(id: id, task: Task { await user.carry(request) })
      state.flight = flight
      return .sending(flight)
    }
  }

  /// Takes in what a request came to, unless the machine has moved on without it.
  private func land(_ flight: Flight, _ reply: Reply) throws {
    let now = user.clock.now()
    try state.with { state in
      guard state.flight?.id == flight.id else { return }
      state.flight = nil
      switch reply.answer {
      case .success(let response): try move(&state, M.responded(flight.id, response), now)
      case .failure(let error): try move(&state, M.failed(flight.id, error), now)
      }
    }
    try reply.stored.get()
  }

  private func move(_ state: inout State, _ input: M.Input, _ now: Date) throws {
    state.machine = try state.machine.handle(input, now: now)
    state.version += 1
    saving?(state.machine.snapshot())
    if let flight = state.flight, M.station(of: state.machine.effect()) != .send(id: flight.id) {
      flight.task.cancel()
      state.flight = nil
    }
    let waiters = state.waiters.values
    state.waiters = [:]
    waiters.forEach { $0.resume() }
  }

  // MARK: - Waiting

  private func tick(at until: Date, _ version: Int) async throws {
    let clock = user.clock
    let isDue = try await withThrowingTaskGroup(of: Bool.self) { group in
      group.addTask {
        try await clock.sleep(until: until)
        return true
      }
      group.addTask {
        try await self.change(since: version)
        return false
      }
      defer { group.cancelAll() }
      return try await group.next() ?? false
    }
    let now = clock.now()
    try state.with { state in
      if isDue && state.version == version {
        try move(&state, M.tick, now)
      }
    }
  }

  /// Returns when the machine is no longer at this version.
  private func change(since version: Int) async throws {
    let ticket = UUID()
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isOver = state.with { state in
          // Who was cancelled before this line has nobody to resume it.
          if state.version != version || Task.isCancelled { return true }
          state.waiters[ticket] = continuation
          return false
        }
        if isOver { continuation.resume() }
      }
    } onCancel: {
      state.with { $0.waiters.removeValue(forKey: ticket) }?.resume()
    }
    try Task.checkCancellation()
  }
}
