// How a piece of a story is run where clerk-js is. It is handed to the browser as text: it may use nothing from outside.

/** Runs `act(clerk, given)` and answers what came of it, as data. */
export async function perform(act, clerk, given) {
  try {
    return { done: await act(clerk, given) };
  } catch (error) {
    if (!Array.isArray(error.errors)) return { broken: String(error.stack ?? error) };
    const { status, message, retryAfter, clerkTraceId } = error;
    const errors = error.errors.map(({ code, message, longMessage, meta }) => ({ code, message, longMessage, meta }));
    return { refused: { status, message, retryAfter, clerkTraceId, errors } };
  }
}

/** clerk-js threw an API error: Clerk's reasons, as the app sees them. */
export class Refused extends Error {
  constructor(refused) {
    super(`${refused.status} ${refused.errors.map((error) => error.code).join()}: ${refused.message}`);
    Object.assign(this, refused, { code: refused.errors[0]?.code });
  }
}

/** Data that was done, or an error. */
export function outcome(result) {
  if (result.refused) throw new Refused(result.refused);
  if (result.broken) throw new Error(`clerk-js threw: ${result.broken}`);
  return result.done;
}
