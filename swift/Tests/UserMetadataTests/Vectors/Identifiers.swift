import UserMetadata

/// One text, and what is read out of it. The position is a byte, here as there.
func identifier(_ suite: String, _ input: JSON) throws -> JSON {
  guard let text = input.text else { throw Failed("no text") }
  switch suite {
  case "email":
    var result = try parsing {
      let email = try parseEmail(text)
      return [
        "ok": .text(email.text), "ascii": .text(email.ascii), "local": .text(email.local),
        "domain": .text(email.domain),
      ]
    }
    let check = try parsing {
      try checkEmail(text)
      return [:]
    }
    if check["error"] != .null && check["error"] != result["error"] { result["check"] = check["error"] }
    return result
  case "phone":
    return try parsing {
      let phone = try parsePhone(text)
      return ["ok": .text(phone.text), "country_code": JSON(phone.countryCode), "possible": .bool(phone.possible)]
    }
  case "wallet":
    return try parsing {
      let wallet = try parseWallet(text)
      return ["ok": .text(wallet.text), "chain": .text(snake(wallet.chain)), "checksummed": .text(wallet.checksummed)]
    }
  case "oauth_strategy":
    return try parsing {
      let strategy = try parseOAuthStrategy(text)
      return [
        "ok": .text(strategy.text), "kind": .text(strategy.kind), "provider": .text(strategy.provider),
        "display_name": JSON(strategy.displayName),
      ]
    }
  case "web3_strategy":
    return try parsing {
      let strategy = try parseWeb3Strategy(text)
      return [
        "ok": .text(strategy.text), "provider": .text(strategy.provider), "display_name": JSON(strategy.displayName),
        "chain": JSON(strategy.chain.map { snake($0) }),
      ]
    }
  case "redirect_url":
    return try parsing {
      let url = try parseRedirectUrl(text)
      return ["ok": .text(url.text), "kind": .text(url.kind), "scheme": JSON(url.scheme), "host": JSON(url.host)]
    }
  case "scope":
    return try parsing { ["ok": .text(try parseScope(text))] }
  default:
    throw Failed("a suite that this runner does not know: identifiers/\(suite)")
  }
}

private func parsing(_ facts: () throws -> JSON) throws -> JSON {
  do {
    return try facts()
  } catch UserMetadataError.validation(let error) {
    var result: JSON = ["error": .text(error.code)]
    if let position = error.position { result["position"] = JSON(position) }
    return result
  }
}
