#if canImport(Security)
  import Foundation
  import Security

  /// Keeps the token in the Keychain: of this device only, from its first unlocking on, so that a task in the background
  /// can read it.
  ///
  /// ```swift
  /// let store = KeychainTokenStore(service: "com.example.app.clerk")
  /// ```
  public struct KeychainTokenStore: TokenStore {
    private let service: String
    private let account: String
    private let accessGroup: String?

    /// A status of the Keychain other than success.
    public struct Failure: Error, Sendable {
      public let status: OSStatus
    }

    /// - Parameters:
    ///   - service: whose token it is, usually the app's bundle identifier with a suffix.
    ///   - account: tells several tokens of one service apart.
    ///   - accessGroup: shares it with an app's extensions.
    public init(service: String, account: String = "client-token", accessGroup: String? = nil) {
      self.service = service
      self.account = account
      self.accessGroup = accessGroup
    }

    public func load() throws -> Secret? {
      var query = item
      query[kSecReturnData] = true
      query[kSecMatchLimit] = kSecMatchLimitOne
      var found: CFTypeRef?
      let status = SecItemCopyMatching(query as CFDictionary, &found)
      if status == errSecItemNotFound { return nil }
      guard status == errSecSuccess, let data = found as? Data, let text = String(data: data, encoding: .utf8) else {
        throw Failure(status: status)
      }
      return Secret(text)
    }

    public func save(_ token: Secret?) throws {
      guard let token else {
        let status = SecItemDelete(item as CFDictionary)
        guard status == errSecSuccess || status == errSecItemNotFound else { throw Failure(status: status) }
        return
      }
      let fresh: [CFString: Any] = [
        kSecValueData: Data(token.expose().utf8),
        kSecAttrAccessible: kSecAttrAccessibleAfterFirstUnlockThisDeviceOnly,
      ]
      var status = SecItemUpdate(item as CFDictionary, fresh as CFDictionary)
      if status == errSecItemNotFound {
        status = SecItemAdd(item.merging(fresh) { $1 } as CFDictionary, nil)
      }
      guard status == errSecSuccess else { throw Failure(status: status) }
    }

    private var item: [CFString: Any] {
      var item: [CFString: Any] = [
        kSecClass: kSecClassGenericPassword,
        kSecAttrService: service,
        kSecAttrAccount: account,
        kSecUseDataProtectionKeychain: true,
      ]
      item[kSecAttrAccessGroup] = accessGroup
      return item
    }
  }
#endif
