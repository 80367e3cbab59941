import type { ErrorData } from './binding.js';
import { native } from './native.js';

/** Why a text was refused. */
export type Refusal = Extract<ErrorData, { kind: 'validation' }>;

/** The number of a refusal holds its place from this bit on, counted from one: so says the binding. */
const PLACE = 65_536;

/** What has been explained already. There are as many as there are codes of fields. */
const explained = new Map<number, Refusal>();

/** What the number says that a parser of the binding answers in the place of a text. */
export function refusalOf(answer: number): Refusal {
  const reason = answer % PLACE;
  const place = (answer - reason) / PLACE;
  let refusal = explained.get(reason);
  if (refusal === undefined) {
    const data = native.explainRefusal(reason);
    if (data.kind !== 'validation') throw new Error(`a refusal of another kind: ${data.kind}`);
    explained.set(reason, (refusal = data));
  }
  if (place === 0) return refusal;
  const { kind, field, code, message } = refusal;
  return { kind, field, code, position: place - 1, message };
}
