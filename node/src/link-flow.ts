import type { EmailAddressData } from './binding.js';
import type { Account, CallOptions } from './driver.js';
import { TransportError } from './errors.js';
import { Enrollment } from './enrollment.js';

/**
 * clerk-js's flows of an address that exists, driven by the machine: it finds the address, has the link sent, and looks
 * until the link is opened or over.
 */
export function createLinkFlow<R>(
  account: Account,
  email: string,
  strategy: 'email_link',
  takeOver: (data: EmailAddressData) => R,
): { start: (params: { redirectUrl: string }, options?: CallOptions) => Promise<R>; cancel: () => void } {
  const cancelled = new AbortController();
  const start = async ({ redirectUrl }: { redirectUrl: string }, options: CallOptions = {}): Promise<R> => {
    const stop = (): void => {
      cancelled.abort(options.signal?.reason);
    };
    options.signal?.throwIfAborted();
    options.signal?.addEventListener('abort', stop, { once: true });
    try {
      const flow = Enrollment.start(
        account,
        { add: 'email_address', email, strategy, redirectUrl },
        { signal: cancelled.signal },
      );
      for await (const effect of flow) {
        if (effect.type === 'await_link' || effect.type === 'wait') continue;
        const { trouble } = flow;
        if (effect.type !== 'finish') {
          // Somebody has to sign in or to give fresh credentials first: the server's refusal says so.
          throw trouble instanceof Error ? trouble : new TypeError(`the flow cannot go on: ${effect.type}`);
        }
        const { outcome } = effect;
        if ('error' in outcome && outcome.error instanceof Error) throw outcome.error;
        if (outcome.type === 'unreachable') {
          throw new TransportError(outcome.failure, 'maybe', 'the server could not be reached');
        }
      }
      const resource = flow.held;
      if (resource?.kind !== 'email_address') throw new TypeError('the flow was about something else');
      return takeOver(resource.resource);
    } finally {
      options.signal?.removeEventListener('abort', stop);
    }
  };
  const cancel = (): void => {
    cancelled.abort();
  };
  return { start, cancel };
}
