/** What time it is, and how to wait: what a test wants to decide. */
export interface Clock {
  /** Unix milliseconds. */
  now(): number;
  /** Resolves when that time has come; rejects with the reason of the signal when it is aborted before. */
  sleepUntil(millis: number, signal?: AbortSignal): Promise<void>;
}

/** More than `setTimeout` takes would fire at once. */
const LONGEST_TIMER = 2_147_483_647;

/** The clock of the machine. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleepUntil: (millis, signal) =>
    new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      const aborted = (): void => {
        clearTimeout(timer);
        // What the caller gave as the reason is what the caller gets.
        // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
        reject(signal?.reason);
      };
      const timer = setTimeout(
        () => {
          signal?.removeEventListener('abort', aborted);
          resolve();
        },
        Math.min(Math.max(millis - Date.now(), 0), LONGEST_TIMER),
      );
      signal?.addEventListener('abort', aborted, { once: true });
    }),
};
