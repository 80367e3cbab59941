// The page: plain forms, each with its own label, heading and error. It works without a script.
import { html } from './html.mjs';
import { problemOf, PROVIDERS } from './words.mjs';

export function layout({ title, notice, refresh, body }) {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${refresh !== undefined && html`<meta http-equiv="refresh" content="${refresh}">`}
<title>${title}</title>
<link rel="stylesheet" href="/style.css">
<script src="/wallet.js" defer></script>
</head>
<body>
<main>
${notice && html`<p class="notice" role="status">${notice}</p>`}
${body}
</main>
</body>
</html>`.toString();
}

export function signedOut({ notice, waiting }) {
  const body = html`<h1>Your account</h1>
<section class="card">
<h2>Please sign in</h2>
<p>${waiting > 0
    ? 'Your session has ended. What you began goes on when you have signed in again.'
    : 'You are not signed in.'}</p>
<form method="post" action="/sign-in"><button>Sign in</button></form>
</section>`;
  return layout({ title: 'Sign in', notice, body });
}

export function account({ user, flows, notice, failed }) {
  const due = flows.map(({ effect }) => effect).filter(({ type }) => type === 'wait');
  const refresh = due.length === 0 ? undefined : 2;
  const body = html`<header><h1>Your account</h1>
<form method="post" action="/sign-out"><button class="quiet">Sign out</button></form></header>
${flows.map(flow)}
${list('Email addresses', user.emailAddresses, ({ emailAddress }) => emailAddress)}
${addText({ kind: 'email', heading: 'Add an email address', label: 'Email address', type: 'email',
    autocomplete: 'email', failed })}
${list('Phone numbers', user.phoneNumbers, ({ phoneNumber }) => phoneNumber)}
${addText({ kind: 'phone', heading: 'Add a phone number', label: 'Phone number, with its country code', type: 'tel',
    autocomplete: 'tel', failed })}
${list('Wallets', user.web3Wallets, ({ web3Wallet }) => web3Wallet)}
${addText({ kind: 'wallet', heading: 'Add a wallet', label: 'Address of the wallet', type: 'text',
    autocomplete: 'off', failed })}
${list('Connected accounts', user.externalAccounts, (held) => {
    const who = held.accountIdentifier();
    return who === '' ? held.providerTitle() : `${held.providerTitle()} (${who})`;
  })}
<section class="card"><h2>Connect an account</h2>
<div class="row">${PROVIDERS.map(([strategy, name]) => html`<form method="post" action="/add/account">
<input type="hidden" name="strategy" value="${strategy}">
<button>Add ${name} as a social connection</button></form>`)}</div>
</section>`;
  return layout({ title: 'Your account', notice, refresh, body });
}

function list(heading, resources, name) {
  return html`<section><h2>${heading}</h2>
${resources.length === 0
    ? html`<p class="none">None yet.</p>`
    : html`<ul>${resources.map((held) => {
        const { verification } = held;
        const state = verification?.status ?? 'unverified';
        const error = verification?.error;
        return html`<li><span class="name">${name(held)}</span> <span class="state ${state}">${state}</span>
<form method="post" action="/remove"><input type="hidden" name="kind" value="${held.kind}">
<input type="hidden" name="id" value="${held.id}">
<button class="quiet" aria-label="Remove ${name(held)}">Remove</button></form>
${error && html`<p class="why">${error.longMessage || error.message || error.code}</p>`}</li>`;
      })}</ul>`}</section>`;
}

function addText({ kind, heading, label, type, autocomplete, failed }) {
  const wrong = failed?.kind === kind ? failed : undefined;
  return html`<section class="card"><h3>${heading}</h3>
<form method="post" action="/add/${kind}" novalidate>
<label for="${kind}">${label}</label>
<div class="row"><input id="${kind}" name="value" type="${type}" autocomplete="${autocomplete}" required
 value="${wrong?.value}"${wrong && html` aria-invalid="true" aria-describedby="${kind}-error" autofocus`}>
<button>Add</button></div>
${wrong && html`<p class="error" id="${kind}-error" role="alert">${wrong.why}</p>`}
</form></section>`;
}

/** What was begun, and what it needs. */
function flow({ id, identifier, effect, why }) {
  const cancel = html`<button class="quiet" formaction="/flow/${id}/cancel" formnovalidate>Give up</button>`;
  switch (effect.type) {
    case 'ask_code':
      return card(id, `Verify ${identifier}`, html`<p>We sent a code to ${effect.destination}.</p>
<form method="post" action="/flow/${id}/code" novalidate>
<label for="code-${id}">Code</label>
<div class="row"><input id="code-${id}" name="code" inputmode="numeric" autocomplete="one-time-code" autofocus
${(effect.problem ?? why) && html` aria-invalid="true" aria-describedby="error-${id}"`}>
<button>Verify</button></div>
${wrong(id, effect.problem, why)}
<p class="row"><button class="quiet" formaction="/flow/${id}/resend" formnovalidate>Send another code</button>${cancel}</p>
</form>`);
    case 'ask_signature':
      return card(id, 'Verify your wallet', html`<p>Sign this message with ${effect.wallet}:</p>
<pre data-message>${effect.message}</pre>
<form method="post" action="/flow/${id}/signature" data-sign="${effect.wallet}" novalidate>
<p><button type="button" data-wallet hidden>Sign with the browser’s wallet</button></p>
<label for="signature-${id}">Signature</label>
<textarea id="signature-${id}" name="signature" rows="3" spellcheck="false" autocomplete="off"></textarea>
${wrong(id, effect.problem, why)}
<p class="row"><button>Verify</button>${cancel}</p>
</form>`);
    case 'open_url':
      return card(id, `Connect ${identifier}`, html`<p>You were sent to ${identifier}, and did not decide there yet.</p>
<form method="post" class="row"><a class="button" href="${effect.url}" rel="noreferrer">Go to ${identifier}</a>${cancel}</form>`);
    case 'wait':
      return card(id, `Adding ${identifier}`, html`<p role="status">The service does not answer right now. It is tried
again by itself.</p><form method="post">${cancel}</form>`);
    case 'reverify':
      return card(id, `Adding ${identifier}`, html`<p>To go on, please confirm who you are.</p>
<form method="post" action="/sign-in" class="row"><button>Sign in again</button>${cancel}</form>`);
    default:
      return html``;
  }
}

function card(id, heading, body) {
  return html`<section class="card open" aria-labelledby="heading-${id}"><h2 id="heading-${id}">${heading}</h2>
${body}</section>`;
}

function wrong(id, problem, why) {
  if (problem === null && why === undefined) return '';
  return html`<p class="error" id="error-${id}" role="alert">${why ?? problemOf(problem)}</p>`;
}
