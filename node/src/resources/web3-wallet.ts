import type { Web3WalletData } from '../binding.js';
import type { Account, CallOptions } from '../driver.js';
import { Identifier } from './identifier.js';
import { Verification } from './verification.js';

/** A web3 wallet of the user, under the names of clerk-js. */
export class Web3Wallet extends Identifier<Web3WalletData> {
  /** The address. */
  web3Wallet = '';
  verification = new Verification(undefined);

  /** @internal */
  constructor(account: Account, data: Web3WalletData) {
    super(account, data);
    this.take(data);
  }

  get kind(): 'web3_wallet' {
    return 'web3_wallet';
  }

  /** @internal */
  get identifier(): string {
    return this.web3Wallet;
  }

  /**
   * Has a message made for the wallet to sign: `verification.message`.
   *
   * @throws MisuseError `strategy_not_of_this_kind`; ApiError, ProtocolError, TransportError
   */
  prepareVerification(params: { strategy: `web3_${string}_signature` }, options?: CallOptions): Promise<this> {
    return this.update(
      { method: 'prepareVerification', resource: this.reference(), strategy: params.strategy },
      options,
    );
  }

  /**
   * Proves it with the wallet's signature: of Ethereum `personal_sign`, in hexadecimal with `0x`; of Solana
   * `signMessage`, in base64. What cannot be right is refused before it is sent.
   *
   * @throws ValidationError of the field `signature`; ApiError `form_incorrect_signature`; ProtocolError,
   * TransportError: then reload
   */
  attemptVerification(params: { signature: string }, options?: CallOptions): Promise<this> {
    return this.update(
      { method: 'attemptVerification', resource: this.reference(), proof: params.signature },
      options,
    );
  }

  /** As the server holds it now. */
  reload(options?: CallOptions): Promise<this> {
    return this.update({ method: 'readResource', kind: this.kind, id: this.id }, options);
  }

  /** The address. */
  override toString(): string {
    return this.web3Wallet;
  }

  protected get standing(): Verification {
    return this.verification;
  }

  protected take(data: Web3WalletData): void {
    this.takeCommon(data);
    this.web3Wallet = data.web3Wallet;
    this.verification = new Verification(data.verification);
  }
}
