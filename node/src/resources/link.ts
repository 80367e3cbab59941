import type { IdentificationLinkData } from '../binding.js';

/** What an identifier is linked to. */
export class IdentificationLink {
  /** Of which type: `oauth_google`, … */
  readonly type: string;
  /** Which. */
  readonly id: string;

  /** @internal */
  constructor(data: IdentificationLinkData) {
    this.type = data.type;
    this.id = data.id;
  }
}
