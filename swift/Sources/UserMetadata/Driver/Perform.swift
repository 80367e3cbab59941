import UserMetadataCore

/// What a request came to, and whether the token that it brought could be stored.
struct Reply: Sendable {
  let answer: Result<HttpResponse, TransportError>
  let stored: Result<Void, any Error>
}

extension User {
  /// A method that answers an identifier of one kind.
  func resource<Kind: ResourceConvertible>(_ job: () throws -> Job) async throws -> Kind {
    try await perform(job, reading: { if case .resource(let resource) = $0 { Kind(resource) } else { nil } })
  }

  /// Carries a job of the core out: the loop of every method.
  func perform<Value>(_ start: () throws -> Job, reading: (Answer) -> Value?) async throws -> Value {
    var job = try asking(start)
    // What the network did last, with its cause, which the core does not know.
    var lost: TransportError?
    while true {
      try Task.checkCancellation()
      do {
        switch try job.todo(session: session) {
        case .send(let request):
          let reply = await carry(request)
          switch reply.answer {
          case .success(let response):
            job = try job.responded(response: response, now: clock.now())
          case .failure(let error):
            lost = error
            job = try job.failed(failure: error.failure, sent: error.sent, now: clock.now())
          }
          try reply.stored.get()
        case .sleep(let until):
          try await clock.sleep(until: until)
          job = try job.woken(now: clock.now())
        case .done(let answer):
          guard let value = reading(answer) else { throw UserMetadataError.misread }
          return value
        }
      } catch let error as CoreError {
        // Of a call that was cancelled the caller knows it best.
        if case .Transport = error { try Task.checkCancellation() }
        throw UserMetadataError(error, cause: lost?.cause)
      }
    }
  }

  /// Sends one request, and stores the token that its answer brings.
  func carry(_ request: HttpRequest) async -> Reply {
    do {
      let response = try await transport.send(request)
      return Reply(answer: .success(response), stored: Result { try account.absorb(response) })
    } catch {
      return Reply(answer: .failure(TransportError(thrown: error)), stored: .success(()))
    }
  }
}

extension UserMetadataError {
  /// An answer of a kind that the call does not have; the core never gives one.
  static var misread: Self {
    .protocol(ProtocolError(status: 200, code: "body_unexpected_shape", path: nil, text: "an answer of another kind"))
  }
}
