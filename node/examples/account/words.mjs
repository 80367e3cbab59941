// What the page says. The codes are stable, so an app translates them; the prose of errors is for logs.

const REFUSALS = {
  email: {
    empty: 'Enter an email address.',
    no_at: 'An email address has an @ sign.',
    multiple_at: 'There is more than one @ sign.',
    domain_dotless: 'The part after the @ sign is not complete.',
    domain_tld: 'The part after the @ sign is not complete.',
  },
  phone_number: {
    empty: 'Enter a phone number.',
    phone_char: 'A phone number holds digits, spaces and dashes.',
    phone_plus_missing: 'Begin with the country code, such as +1.',
    phone_country_code: 'There is no such country code.',
    phone_length: 'The number has too few or too many digits.',
  },
  web3_wallet: {
    empty: 'Enter the address of a wallet.',
    wallet_checksum: 'The capital letters do not match: please copy the address again.',
  },
};

/** Why an input was refused, for the person who typed it. */
export function refusalOf({ field, code }) {
  return REFUSALS[field]?.[code] ?? 'That does not look right. Please check it.';
}

const PROBLEMS = {
  too_short: 'A code has six digits.',
  too_long: 'A code has six digits.',
  code_char: 'A code has only digits.',
  empty: 'Enter the code.',
};

/** Why the last code or signature did not do. */
export function problemOf(problem) {
  if (problem.type === 'malformed') return PROBLEMS[problem.code] ?? 'That cannot be right. Please check it.';
  const { longMessage, message, code } = problem.error;
  const reason = longMessage || message || code;
  return problem.type === 'over' ? `${reason} Ask for a new code.` : reason;
}

/** How something that was begun has ended. */
export function outcomeOf(identifier, outcome) {
  const about = identifier === '' ? 'The account' : identifier;
  switch (outcome.type) {
    case 'verified':
      return `${about} is verified.`;
    case 'created':
      return `${about} was added.`;
    case 'refused':
      return `${about} was not verified: ${outcome.error.longMessage || outcome.error.message || outcome.error.code}`;
    case 'rejected':
      return `${about} could not be added: ${outcome.error.userMessage || outcome.error.code}`;
    case 'expired':
      return `${about} was not verified in time.`;
    case 'exhausted':
      return `${about} was not verified: too many wrong answers.`;
    case 'unreadable':
    case 'unreachable':
      return `${about} could not be added, since the service does not answer. Please try again later.`;
    case 'cancelled':
      return `${about}: given up.`;
  }
}

export const PROVIDERS = [
  ['oauth_notion', 'Notion'],
  ['oauth_github', 'GitHub'],
  ['oauth_google', 'Google'],
];
