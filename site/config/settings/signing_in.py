"""How people sign in, and what the library that does it is told (docs/decisions/signing-in.md)."""

from __future__ import annotations

from environs import Env

env = Env()

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = WAGTAIL_FRONTEND_LOGIN_URL = "account_login"
REQUIRE_SECOND_FACTOR = env.bool("REQUIRE_SECOND_FACTOR", default=True)  # of everybody who may enter the admin
SESSION_COOKIE_AGE = 30 * 24 * 3600  # of members, from their last day at the desk; of editors: `accounts.sessions`
ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email", "username"}  # a user name only beside a password
ACCOUNT_SIGNUP_FIELDS = ["email*", "username*"]  # nobody signs up: the library checks that they fit the methods above
ACCOUNT_EMAIL_VERIFICATION = "none"  # addresses come with an invitation or from an editor, and a code proves them
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # that letter is ours: `accounts.views.SignInView`
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60  # seconds: mail may be slow
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "dashed": True, "length": 8}
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_TIMEOUT = 20 * 60
ACCOUNT_RATE_LIMITS = False  # the library counts in the memory of one process: `accounts.attempts` counts for all
ACCOUNT_SESSION_REMEMBER = True
MFA_ADAPTER = "accounts.adapters.SecondFactorAdapter"
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RATE_LIMITS = False
MFA_SUPPORTED_TYPES = ["recovery_codes", "totp", "webauthn"]
MFA_TOTP_ISSUER = "/together"
MFA_TOTP_TOLERANCE = 1  # a code of the half-minute before or after counts: clocks differ
MFA_WEBAUTHN_USER_VERIFICATION = "required"
