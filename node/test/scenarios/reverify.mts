import type { Reverification, ReverificationEffect } from 'user-metadata';

import { code, openLink } from './play.mjs';
import type { Given } from './script.mjs';
import { inspected } from './stage.mjs';
import type { Stage } from './stage.mjs';

/** The user gives these one after another, and it must end so. The app is told if the credentials are fresh. */
export async function reverify(stage: Stage, given: Given[], outcome: string): Promise<void> {
  // The calls name their session, which the app knows from its sign-in.
  stage.user.session = stage.session(stage.client['session_id']);
  const { effect } = stage;
  if (effect.type !== 'reverify') throw new Error('nobody asked for fresh credentials');
  const reverification = stage.user.reverify({ level: effect.level, redirectUrl: 'http://localhost:3000/fresh' });
  const left = [...given];
  for (;;) {
    stage.hides(inspected(reverification), reverification.snapshot);
    const asked = await reverification.proceed();
    if (asked.type === 'finish') {
      if (left.length > 0 || asked.outcome.type !== outcome) {
        throw new Error(`expected ${outcome} after all was given, found ${asked.outcome.type}`);
      }
      break;
    }
    if (asked.type === 'wait') {
      await reverification.wait();
      continue;
    }
    const next = left.shift();
    if (next === undefined) throw new Error(`nothing is given for ${asked.type}`);
    await give(stage, reverification, asked, next);
  }
  if (outcome === 'complete') {
    stage.flow.reverified();
    await stage.proceed();
  }
}

async function give(
  stage: Stage,
  reverification: Reverification,
  asked: ReverificationEffect,
  given: Given,
): Promise<void> {
  if (asked.type === 'choose_factor' && 'factor' in given) {
    const index = asked.factors.findIndex(({ strategy }) => strategy === given.factor);
    if (index < 0) throw new Error(`${given.factor} is not offered`);
    reverification.chooseFactor(index);
  } else if (asked.type === 'ask_password' && 'password' in given) {
    stage.secrets.push(given.password);
    reverification.enterPassword(given.password);
  } else if (asked.type === 'ask_code' && 'code' in given) {
    const typed = await code(stage, given.code);
    stage.secrets.push(typed);
    reverification.enterCode(typed);
  } else if (asked.type === 'await_link' && 'link_opened' in given) {
    await openLink(stage, given.link_opened, 'another_device', 'verified');
    await reverification.wait();
  } else {
    throw new Error(`what is given does not fit ${asked.type}`);
  }
}
