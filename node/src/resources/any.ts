import type { ResourceData } from '../binding.js';
import type { Account } from '../driver.js';
import { EmailAddress } from './email-address.js';
import { ExternalAccount } from './external-account.js';
import { PhoneNumber } from './phone-number.js';
import { Web3Wallet } from './web3-wallet.js';

/** One of the four kinds of identifier; `kind` tells which. */
export type Resource = EmailAddress | PhoneNumber | Web3Wallet | ExternalAccount;

/** The resource that the binary shows. */
export function makeResource(account: Account, data: ResourceData): Resource {
  switch (data.kind) {
    case 'email_address':
      return new EmailAddress(account, data.resource);
    case 'phone_number':
      return new PhoneNumber(account, data.resource);
    case 'web3_wallet':
      return new Web3Wallet(account, data.resource);
    case 'external_account':
      return new ExternalAccount(account, data.resource);
  }
}
