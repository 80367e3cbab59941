import UserMetadataCore

/// An identifier on its way to being verified.
///
/// It is a sequence of effects: each says who is needed, and the next one comes when somebody has answered. What only
/// takes time is waited for, and requests are sent, by whoever asks for the next effect.
///
/// ```swift
/// let enrolling = try user.enroll(.emailAddress(email: "jane@example.com"))
/// for try await effect in enrolling {
///   switch effect {
///   case .askCode(let destination, _, _, _, _, _):
///     show("We sent a code to \(destination)")  // a button answers: enrolling.answer(.codeEntered(code: …))
///   case .finish(let outcome): show(outcome)
///   case .openUrl, .askSignature, .awaitLink, .signIn, .reverify, .wait, .send: break
///   }
/// }
/// ```
///
/// Any task may ``answer(_:)``, also while another one iterates; so the loop may live in a view's task and the answers in
/// its buttons. The sequence ends after `finish`.
///
/// **Cancellation.** When the iterating task is cancelled, the loop throws `CancellationError` and the enrollment stands:
/// iterate it again, or store ``snapshot``. A request that was under way is never sent again unseen: the server is asked
/// first. When the *user* gives up (closes the browser, the sheet, the app's window), call ``cancel()``: the sequence
/// goes on at once with `finish`, whose outcome ``Outcome/cancelled(leftOver:)`` says what stays behind.
///
/// **Restart.** Store the ``snapshot`` whenever it changes (`saving:` of ``User/enroll(_:saving:)`` does) and hand it to
/// ``User/resume(_:saving:)``.
public final class Enrolling: AsyncSequence, Sendable {
  public typealias Element = Effect

  private let progress: Progress<EnrollmentMachine>

  /// Whose enrollment it is.
  public let user: User

  init(_ core: Enrollment, of user: User, saving: (@Sendable (String) -> Void)?) {
    self.user = user
    self.progress = Progress(EnrollmentMachine(core: core), of: user, saving: saving)
  }

  /// What is needed now. `send` means that somebody has to ``proceed()``.
  public var effect: Effect { progress.machine.effect() }

  /// Everything that is needed to go on after a restart. It holds no token, no code and no signature.
  public var snapshot: String { progress.machine.snapshot() }

  /// Which kind of identifier it is about.
  public var kind: ResourceKind { progress.machine.core.kind() }

  /// What a person recognises it by: the address, the number, or the provider.
  public var identifier: String { progress.machine.core.identifier() }

  /// Where the user comes back to, where there is such a place.
  public var redirectUrl: String? { progress.machine.core.redirectUrl() }

  /// The identifier as the server last showed it, once it exists.
  public var resource: Resource? { progress.machine.core.resource() }

  /// What went wrong last, while it is being got past: fit for a log or a status line.
  public var trouble: Trouble? { progress.machine.core.trouble() }

  /// What would stay behind on the server if it ended now.
  public var leftOver: LeftOver { progress.machine.core.leftOver() }

  /// Takes in what somebody did.
  ///
  /// - Throws: misuse; nothing has changed then, and the enrollment goes on.
  public func answer(_ input: Input) throws {
    try progress.take(input)
  }

  /// Gives up, at any time and from any task. What stays behind on the server is said by the outcome.
  public func cancel() {
    // The core takes it in every state; there is no error that could be lost here.
    try? progress.take(.cancelled)
  }

  /// Sends what is to be sent, until somebody is needed: the person, the wallet, the browser, or time. Never answers
  /// `send`.
  ///
  /// - Throws: validation, when the session lacks what the request needs (`redirect_origin_missing`);
  ///   `CancellationError`. Refusals and lost connections are effects and outcomes.
  @discardableResult
  public func proceed() async throws -> Effect {
    try await progress.proceed().effect
  }

  /// Waits for what only takes time (`wait`, and `awaitLink` until its next look), then says so. Does nothing at any
  /// other effect.
  public func wait() async throws {
    try await progress.wait()
  }

  public func makeAsyncIterator() -> Iterator {
    Iterator(effects: Effects(of: progress))
  }

  /// Gives one effect after another. Several iterators of one enrollment see the same way.
  public struct Iterator: AsyncIteratorProtocol {
    var effects: Effects<EnrollmentMachine>

    /// The next effect, as soon as it is another one; nil after `finish`.
    public mutating func next() async throws -> Effect? {
      try await effects.next()
    }
  }
}

extension Enrolling: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  public var description: String { "Enrolling(\(effect))" }
  public var debugDescription: String { description }
  public var customMirror: Mirror { Mirror(self, children: ["effect": effect]) }
}
