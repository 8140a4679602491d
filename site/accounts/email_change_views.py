"""The two pages for another email address: which one, and the code that was sent there."""

from __future__ import annotations

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView

from accounts.adapters import WRONG_CODE
from accounts.email_change import ask_for, confirm, waiting_address
from accounts.own_forms import NewAddressCodeForm, NewAddressForm
from accounts.views import AttemptLimitMixin


class NewAddressView(AttemptLimitMixin, FormView):
    """Asks for the new address."""

    form_class = NewAddressForm
    template_name = "account/new_address.html"
    success_url = reverse_lazy("account_new_address_code")
    refilled = ("email",)

    def account(self) -> str:
        """Return whose address it is: ten letters in a quarter of an hour are enough."""
        return f"new address {self.request.user.pk}"

    def form_valid(self, form: BaseForm) -> HttpResponse:
        """Send the code."""
        ask_for(self.request, form.cleaned_data["email"])
        return super().form_valid(form)


class NewAddressCodeView(AttemptLimitMixin, FormView):
    """Asks for the code."""

    form_class = NewAddressCodeForm
    template_name = "account/new_address_code.html"

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        """Begin anew where nothing waits for a code any more."""
        if not waiting_address(request):
            return HttpResponseRedirect(reverse("account_new_address"))
        return super().dispatch(request, *args, **kwargs)

    def account(self) -> str:
        """Return whose code it is."""
        return f"new address code {self.request.user.pk}"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add where the code was sent."""
        return {**super().get_context_data(**kwargs), "address": waiting_address(self.request)}

    def form_valid(self, form: BaseForm) -> HttpResponse:
        """Change the address, or say that the code is not the one."""
        if confirm(self.request, form.cleaned_data["code"]):
            return HttpResponseRedirect(f"{reverse('account')}?saved=1")
        if not waiting_address(self.request):
            messages.error(self.request, _("That code does not count any more. Ask for another."))
            return HttpResponseRedirect(reverse("account_new_address"))
        form.add_error("code", WRONG_CODE)
        return self.form_invalid(form)
