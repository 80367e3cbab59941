import Foundation
import UserMetadata
import UserMetadataCore

/// A session and a call make one HTTP request, or an error before anything is sent.
func request(_ input: JSON) throws -> JSON {
  do {
    let session = try session(input["session"])
    let request = try call(input["call"]).request(session: session)
    let headers = request.headers.map { ($0.name, JSON.text($0.value)) }
    guard Set(headers.map(\.0)).count == headers.count else { throw Failed("a header stands twice") }
    return [
      "request": [
        "method": .text(request.method), "url": .text(request.url),
        "headers": .object(Dictionary(uniqueKeysWithValues: headers)),
        "body": .text(String(decoding: request.body, as: UTF8.self)),
      ]
    ]
  } catch CoreError.Validation(let error) {
    return ["error": ["kind": "validation", "field": .text(error.field), "code": .text(error.code)]]
  } catch CoreError.Misuse(let error) {
    return ["error": ["kind": "misuse", "code": .text(error.code)]]
  }
}

/// An answer rotates the credentials, and is read by the call that it belongs to.
func response(_ input: JSON) throws -> JSON {
  let response = try httpResponse(input["response"])
  guard let now = input["now"].int else { throw Failed("no time") }
  var result: JSON
  do {
    result = try render(call(input["call"]).parse(response: response, now: Date(milliseconds: now)))
  } catch CoreError.Api(let error) {
    result = ["error": "api", "value": try render(error)]
  } catch CoreError.Protocol(let error) {
    result = ["error": "protocol", "value": render(error)]
  }
  if input["credentials"] != .null {
    result["rotated"] = try rotated(input["credentials"], response)
  }
  return result
}

/// A stored enrollment, and what it restores to.
func snapshot(_ input: JSON) throws -> JSON {
  do {
    let enrollment = try Enrollment.fromSnapshot(snapshot: try input.required("snapshot"))
    return [
      "state": .text(enrollment.state()), "identifier": .text(enrollment.identifier()),
      "resource": JSON(enrollment.resource()?.id),
    ]
  } catch CoreError.Snapshot(let error) {
    return ["error": .text(error.code)]
  }
}

private func rotated(_ credentials: JSON, _ response: HttpResponse) throws -> JSON {
  let session = try session(["frontend_api": "https://clerk.example.com", "credentials": credentials])
  guard let absorbed = session.absorb(headers: response.headers) else { return .null }
  guard absorbed.session.absorb(headers: response.headers) == nil else {
    throw Failed("the same answer rotates twice")
  }
  switch absorbed.rotated {
  case .native(let token): return ["kind": "native", "token": .text(token.expose())]
  case .devBrowser(let token): return ["kind": "dev_browser", "token": .text(token.expose())]
  case .cookie(let client): return ["kind": "cookie", "client": .text(client.expose())]
  case .cleared: return ["kind": "cleared"]
  }
}

private func httpResponse(_ json: JSON) throws -> HttpResponse {
  let headers = json["headers"].fields.flatMap { name, values in
    values.list.compactMap(\.text).map { HttpHeader(name: name, value: $0) }
  }
  guard let status = json["status"].int, (json["body"] == .null) != (json["body_hex"] == .null) else {
    throw Failed("no status, or not one body")
  }
  let body = try json["body"].text.map { Data($0.utf8) } ?? bytes(try json.required("body_hex"))
  return HttpResponse(status: Int32(status), headers: headers, body: body)
}

private func bytes(_ hex: String) throws -> Data {
  var rest = Substring(hex)
  var data = Data()
  while !rest.isEmpty {
    guard let byte = UInt8(rest.prefix(2), radix: 16) else { throw Failed("not hexadecimal") }
    data.append(byte)
    rest = rest.dropFirst(2)
  }
  return data
}
