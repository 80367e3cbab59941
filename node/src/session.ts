import type { CredentialsOptions, RotatedData, SessionOptions as BindingOptions } from './binding.js';
import type { Session as SessionHandle } from './binding.js';
import { unwrap } from './errors.js';
import { native } from './native.js';

/** As whom the calls are made. */
export type Credentials = CredentialsOptions;

/** What has to be stored now, in the place where the old token was found; `cleared`: remove it. */
export type Rotated = RotatedData;

/** Where the calls go and as whom. */
export interface SessionOptions {
  /** Where: a publishable key, or the URL of a Frontend API. */
  publishableKey?: string | undefined;
  /** Where, without a publishable key. */
  frontendApi?: string | undefined;
  /** A proxy in between. */
  proxyUrl?: string | undefined;
  /** The domain of a satellite app. */
  domain?: string | undefined;
  /**
   * As whom: `{ kind: 'native', token }` for an app without a browser, `dev_browser` and `cookie` for a server in a
   * browser's place, `none` where the HTTP client adds them itself.
   */
  credentials: Credentials;
  /** The session (`sess_…`) whose user the calls act on; without one, the client's last active session. */
  sessionId?: string | undefined;
  /** The app's own origin: what a redirect URL that is a path is resolved against. */
  origin?: string | undefined;
  /** Another version of the Frontend API than the one that this release was written against. */
  apiVersion?: string | undefined;
}

/**
 * Where the calls go and as whom. It holds the token and never shows it.
 *
 * ```js
 * const session = new Session({
 *   publishableKey: 'pk_test_Zm9vLWJhci0xMy5jbGVyay5hY2NvdW50cy5kZXYk',
 *   credentials: { kind: 'native', token: 'the client token' },
 * });
 * ```
 */
export class Session {
  readonly #handle: SessionHandle;

  /** @throws ValidationError of the fields `publishable_key`, `frontend_api`, `proxy_url`, `domain`, `origin`, `token`. */
  constructor(options: SessionOptions) {
    const { publishableKey, frontendApi, proxyUrl, domain, credentials, sessionId, origin, apiVersion } = options;
    if ((publishableKey === undefined) === (frontendApi === undefined)) {
      throw new TypeError('name either publishableKey or frontendApi');
    }
    const route = { ...given('proxyUrl', proxyUrl), ...given('domain', domain) };
    const at: BindingOptions['at'] =
      publishableKey === undefined
        ? { by: 'url', url: frontendApi as string, ...route }
        : { by: 'publishable_key', key: publishableKey, ...route };
    this.#handle = unwrap(
      native.Session.of({
        at,
        credentials,
        ...given('sessionId', sessionId),
        ...given('origin', origin),
        ...given('apiVersion', apiVersion),
      }),
    );
  }

  /** The URL of the Frontend API. */
  get baseUrl(): string {
    return this.#handle.baseUrl;
  }

  /** True for a development instance. */
  get isDevelopment(): boolean {
    return this.#handle.isDevelopment;
  }

  /** The session whose user the calls act on, when one was named. */
  get sessionId(): string | undefined {
    return this.#handle.sessionId ?? undefined;
  }

  /** @internal */
  static handle(session: Session): SessionHandle {
    return session.#handle;
  }
}

/** A parameter, where there is one: what is absent has to be absent for the binding. */
export function given<K extends string, V>(name: K, value: V | null | undefined): Partial<Record<K, V>> {
  return (value === undefined || value === null ? {} : { [name]: value }) as Partial<Record<K, V>>;
}
