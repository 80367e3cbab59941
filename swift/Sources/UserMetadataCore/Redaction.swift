// What the generated layer's `debugDescription` hides from `print`, `dump` has to hide as well.

extension HttpRequest: CustomReflectable {
  public var customMirror: Mirror { Mirror(self, children: ["summary": debugDescription]) }
}

extension HttpResponse: CustomReflectable {
  public var customMirror: Mirror { Mirror(self, children: ["summary": debugDescription]) }
}

extension Effect: CustomReflectable {
  public var customMirror: Mirror { Mirror(self, children: ["summary": debugDescription]) }
}

extension ReverificationEffect: CustomReflectable {
  public var customMirror: Mirror { Mirror(self, children: ["summary": debugDescription]) }
}
