/** Opens a link of a mail, as the client of this cookie or as one that nobody has met; the answer is where it leads. */
export async function open(link: string, clientCookie?: string): Promise<string> {
  const headers = clientCookie === undefined ? {} : { cookie: `__client=${clientCookie}` };
  return location(await fetch(link, { redirect: 'manual', headers }));
}

/** Opens a provider's page, and presses a button; the answer is where the app gets the user back. */
export async function decide(url: string, decision: string, login?: string): Promise<string> {
  const page = await fetch(url, { redirect: 'manual' });
  if (page.status !== 200) throw new Error(`the provider's page answered ${String(page.status)}`);
  const { origin, pathname, searchParams } = new URL(url);
  const form = new URLSearchParams({ state: searchParams.get('state') ?? '', decision });
  if (login !== undefined) form.set('login', login);
  const pressed = await fetch(origin + pathname, { method: 'POST', body: form, redirect: 'manual' });
  return open(location(pressed));
}

function location(response: Response): string {
  const target = response.headers.get('location');
  if (target === null) throw new Error(`it leads nowhere: ${String(response.status)}`);
  return target;
}
