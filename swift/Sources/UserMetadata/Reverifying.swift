import UserMetadataCore

/// Fresh credentials on their way, for the session of a user. The session has to name its id.
///
/// It is what stands between the effect `reverify` and the answer `reverified` of an enrollment. It is driven as an
/// ``Enrolling`` is: a sequence of effects that takes answers from any task.
///
/// ```swift
/// let reverifying = try user.reverify(level: level)
/// for try await effect in reverifying {
///   switch effect {
///   case .askPassword: try reverifying.answer(.passwordEntered(password: Secret(await askPassword())))
///   case .finish(.complete): try enrolling.answer(.reverified)
///   case .finish: enrolling.cancel()
///   case .chooseFactor, .askCode, .awaitLink, .signIn, .wait, .send: break
///   }
/// }
/// ```
public final class Reverifying: AsyncSequence, Sendable {
  public typealias Element = ReverificationEffect

  private let progress: Progress<ReverificationMachine>

  /// Whose credentials they are.
  public let user: User

  init(_ core: Reverification, of user: User, saving: (@Sendable (String) -> Void)?) {
    self.user = user
    self.progress = Progress(ReverificationMachine(core: core), of: user, saving: saving)
  }

  /// What is needed now. `send` means that somebody has to ``proceed()``.
  public var effect: ReverificationEffect { progress.machine.effect() }

  /// Everything that is needed to go on after a restart. It holds no token, no password and no code.
  public var snapshot: String { progress.machine.snapshot() }

  /// What the server would take now, once it has said so.
  public var factors: [FactorOffer] { progress.machine.core.factors() }

  /// The level that is being proved: what was asked for, until the server says that it is a lower one.
  public var level: String { progress.machine.core.level() }

  /// What went wrong last, while it is being got past.
  public var trouble: Trouble? { progress.machine.core.trouble() }

  /// Takes in what somebody did.
  ///
  /// - Throws: misuse; nothing has changed then, and it goes on.
  public func answer(_ input: ReverificationInput) throws {
    try progress.take(input)
  }

  /// Gives up, at any time and from any task.
  public func cancel() {
    // The core takes it in every state; there is no error that could be lost here.
    try? progress.take(.cancelled)
  }

  /// Sends what is to be sent, until somebody is needed: the person, or time. Never answers `send`.
  ///
  /// - Throws: misuse, when the session does not name its id (`session_id_missing`); `CancellationError`.
  @discardableResult
  public func proceed() async throws -> ReverificationEffect {
    try await progress.proceed().effect
  }

  /// Waits for what only takes time, then says so. Does nothing at any other effect.
  public func wait() async throws {
    try await progress.wait()
  }

  public func makeAsyncIterator() -> Iterator {
    Iterator(effects: Effects(of: progress))
  }

  /// Gives one effect after another.
  public struct Iterator: AsyncIteratorProtocol {
    var effects: Effects<ReverificationMachine>

    /// The next effect, as soon as it is another one; nil after `finish`.
    public mutating func next() async throws -> ReverificationEffect? {
      try await effects.next()
    }
  }
}

extension Reverifying: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  public var description: String { "Reverifying(\(effect))" }
  public var debugDescription: String { description }
  public var customMirror: Mirror { Mirror(self, children: ["effect": effect]) }
}
