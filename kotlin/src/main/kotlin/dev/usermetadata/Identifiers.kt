@file:JvmName("Identifiers")

package dev.usermetadata

import dev.usermetadata.core.EmailFacts
import dev.usermetadata.core.FfiConverterTypeEmailFacts
import dev.usermetadata.core.FfiConverterTypeOAuthStrategyFacts
import dev.usermetadata.core.FfiConverterTypePhoneFacts
import dev.usermetadata.core.FfiConverterTypeRedirectUrlFacts
import dev.usermetadata.core.FfiConverterTypeWalletFacts
import dev.usermetadata.core.FfiConverterTypeWeb3StrategyFacts
import dev.usermetadata.core.OAuthStrategyFacts
import dev.usermetadata.core.PhoneFacts
import dev.usermetadata.core.RedirectUrlFacts
import dev.usermetadata.core.WalletFacts
import dev.usermetadata.core.Web3StrategyFacts

/**
 * The canonical text of an email address as a person typed it; white space at the ends is dropped.
 *
 * @throws ValidationException with a stable code and the place.
 */
@Throws(ValidationException::class)
public fun parseEmail(typed: String): String = Validators.parse(Validators.Kind.EMAIL, typed)

/**
 * The canonical text of a phone number as a person typed it, `+15551234567`. The plus sign may be missing.
 *
 * @throws ValidationException with a stable code and the place.
 */
@Throws(ValidationException::class)
public fun parsePhone(typed: String): String = Validators.parse(Validators.Kind.PHONE, typed)

/**
 * The address that a wallet returned, of Ethereum or Solana, if it is one.
 *
 * @throws ValidationException with a stable code and the place.
 */
@Throws(ValidationException::class)
public fun parseWallet(text: String): String = Validators.parse(Validators.Kind.WALLET, text)

/**
 * A strategy of [User.createExternalAccount], `oauth_<provider>`, if it is one. Unknown providers are kept.
 *
 * @throws ValidationException with a stable code and the place.
 */
@Throws(ValidationException::class)
public fun parseOAuthStrategy(text: String): String = Validators.parse(Validators.Kind.OAUTH_STRATEGY, text)

/**
 * A strategy of a wallet's verification, `web3_<provider>_signature`, if it is one. Unknown providers are kept.
 *
 * @throws ValidationException with a stable code and the place.
 */
@Throws(ValidationException::class)
public fun parseWeb3Strategy(text: String): String = Validators.parse(Validators.Kind.WEB3_STRATEGY, text)

/**
 * A URL that the user may be sent back to, if it is one: http(s), an app's own scheme, or a path from the root. It is no
 * defence against open redirects: keep an allow-list of hosts.
 *
 * @throws ValidationException with a stable code and the place.
 */
@Throws(ValidationException::class)
public fun parseRedirectUrl(text: String): String = Validators.parse(Validators.Kind.REDIRECT_URL, text)

/**
 * An OAuth scope (RFC 6749), if it is one.
 *
 * @throws ValidationException with a stable code and the place.
 */
@Throws(ValidationException::class)
public fun parseScope(text: String): String = Validators.parse(Validators.Kind.SCOPE, text)

/**
 * Says whether these very characters are an email address: nothing is trimmed.
 *
 * @throws ValidationException with a stable code and the place.
 */
@Throws(ValidationException::class)
public fun checkEmail(text: String) {
    Validators.parse(Validators.Kind.EMAIL_AS_IT_IS, text)
}

/** What [parseEmail] reads, with its parts. */
@Throws(ValidationException::class)
public fun describeEmail(typed: String): EmailFacts =
    Validators.describe(Validators.Kind.EMAIL, typed, FfiConverterTypeEmailFacts) { dev.usermetadata.core.parseEmail(it) }

/** What [parsePhone] reads, with its country code and whether it looks right. */
@Throws(ValidationException::class)
public fun describePhone(typed: String): PhoneFacts =
    Validators.describe(Validators.Kind.PHONE, typed, FfiConverterTypePhoneFacts) { dev.usermetadata.core.parsePhone(it) }

/** What [parseWallet] reads, with its chain and its checksummed form. */
@Throws(ValidationException::class)
public fun describeWallet(text: String): WalletFacts =
    Validators.describe(Validators.Kind.WALLET, text, FfiConverterTypeWalletFacts) { dev.usermetadata.core.parseWallet(it) }

/** What [parseOAuthStrategy] reads, with the provider's name. */
@Throws(ValidationException::class)
public fun describeOAuthStrategy(text: String): OAuthStrategyFacts =
    Validators.describe(Validators.Kind.OAUTH_STRATEGY, text, FfiConverterTypeOAuthStrategyFacts) {
        dev.usermetadata.core.parseOauthStrategy(it)
    }

/** What [parseWeb3Strategy] reads, with the wallet's name. */
@Throws(ValidationException::class)
public fun describeWeb3Strategy(text: String): Web3StrategyFacts =
    Validators.describe(Validators.Kind.WEB3_STRATEGY, text, FfiConverterTypeWeb3StrategyFacts) {
        dev.usermetadata.core.parseWeb3Strategy(it)
    }

/** What [parseRedirectUrl] reads, with its scheme and host. */
@Throws(ValidationException::class)
public fun describeRedirectUrl(text: String): RedirectUrlFacts =
    Validators.describe(Validators.Kind.REDIRECT_URL, text, FfiConverterTypeRedirectUrlFacts) {
        dev.usermetadata.core.parseRedirectUrl(it)
    }
