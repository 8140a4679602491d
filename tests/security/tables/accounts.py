"""Signing in, and one's own account: everybody their own, nobody anybody else's."""

from __future__ import annotations

from allauth.mfa.models import Authenticator

from tests.security.people import EVERYBODY, MEMBERS_OF_A, SIGNED_IN, Role, World
from tests.security.rules import Rule, for_everybody


def passkey_of_a(world: World) -> int:
    """Return the key of a passkey that the member of A has."""
    passkey, _made = Authenticator.objects.get_or_create(
        user=world.people[Role.MEMBER_A], type=Authenticator.Type.WEBAUTHN, data={"name": "Phone", "credential": {}}
    )
    return int(passkey.pk)


ENTRANCE = {
    name: for_everybody(f"/en/sign-in/{rest}")
    for name, rest in (
        ("account_login", ""),
        ("account_request_login_code", ""),
        ("account_confirm_login_code", "code/"),
        ("account_password", "password/"),
        ("mfa_login_webauthn", "passkey/"),
        ("mfa_authenticate", "second-step/"),
        ("account_inactive", "closed/"),
    )
}
OWN = {
    "account": Rule(SIGNED_IN, "/en/account/"),
    "account_new_address": Rule(SIGNED_IN, "/en/account/address/"),
    "account_new_address_code": Rule(SIGNED_IN, "/en/account/address/code/", opens=False),
    "account_change_password": Rule(SIGNED_IN, "/en/account/password/"),
    "account_set_password": Rule(SIGNED_IN, "/en/account/password/new/"),
    "account_reauthenticate": Rule(SIGNED_IN, "/en/account/again/password/"),
    "mfa_reauthenticate": Rule(SIGNED_IN, "/en/account/again/code/", opens=False),
    "mfa_reauthenticate_webauthn": Rule(SIGNED_IN, "/en/account/again/passkey/", opens=False),
    "mfa_index": Rule(SIGNED_IN, "/en/account/second-step/"),
    "mfa_activate_totp": Rule(SIGNED_IN, "/en/account/second-step/app/", opens=False),
    "mfa_deactivate_totp": Rule(SIGNED_IN, "/en/account/second-step/app/remove/", opens=False),
    "mfa_view_recovery_codes": Rule(SIGNED_IN, "/en/account/second-step/codes/", opens=False),
    "mfa_generate_recovery_codes": Rule(SIGNED_IN, "/en/account/second-step/codes/new/", opens=False),
    "mfa_list_webauthn": Rule(SIGNED_IN, "/en/account/passkeys/"),
    "mfa_add_webauthn": Rule(SIGNED_IN, "/en/account/passkeys/new/", opens=False),
    "mfa_remove_webauthn": Rule(
        MEMBERS_OF_A, lambda world: f"/en/account/passkeys/{passkey_of_a(world)}/remove/", opens=False
    ),
    "mfa_edit_webauthn": Rule(MEMBERS_OF_A, lambda world: f"/en/account/passkeys/{passkey_of_a(world)}/", opens=False),
}
RULES: dict[str, Rule] = {
    **ENTRANCE,
    **OWN,
    "account_logout": Rule(EVERYBODY, "/en/sign-out/", opens=False),
    "wagtail_frontend_login": for_everybody("/en/_util/login/"),
}
