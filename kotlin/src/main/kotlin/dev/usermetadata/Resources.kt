@file:JvmName("Resources")

package dev.usermetadata

import dev.usermetadata.core.Resource
import dev.usermetadata.core.ResourceKind
import dev.usermetadata.core.Verification

/** Which of the four kinds it is. */
public val Resource.kind: ResourceKind
    get() = when (this) {
        is Resource.EmailAddress -> ResourceKind.EMAIL_ADDRESS
        is Resource.PhoneNumber -> ResourceKind.PHONE_NUMBER
        is Resource.Web3Wallet -> ResourceKind.WEB3_WALLET
        is Resource.ExternalAccount -> ResourceKind.EXTERNAL_ACCOUNT
    }

/** Clerk's id. Opaque: never read anything into its prefix. */
public val Resource.id: String
    get() = when (this) {
        is Resource.EmailAddress -> email.id
        is Resource.PhoneNumber -> phone.id
        is Resource.Web3Wallet -> wallet.id
        is Resource.ExternalAccount -> account.id
    }

/** What a person recognises it by: the address, the number, or the provider. */
public val Resource.identifier: String
    get() = when (this) {
        is Resource.EmailAddress -> email.emailAddress
        is Resource.PhoneNumber -> phone.phoneNumber
        is Resource.Web3Wallet -> wallet.web3Wallet
        is Resource.ExternalAccount -> account.provider
    }

/** Its verification; null is the normal state right after an address, number or wallet was created. */
public val Resource.verification: Verification?
    get() = when (this) {
        is Resource.EmailAddress -> email.verification
        is Resource.PhoneNumber -> phone.verification
        is Resource.Web3Wallet -> wallet.verification
        is Resource.ExternalAccount -> account.verification
    }

/** True when the server says that it is verified. */
public val Resource.isVerified: Boolean get() = verification?.isVerified == true
