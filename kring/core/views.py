"""Pages that know no domain: choosing a language, the page with all parts, and whether Kring is well."""

from django.conf import settings
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST, require_safe

from kring.core.middleware import keep_language
from kring.core.needs import anyone, needs
from kring.core.once import not_once
from kring.core.style import style_page


@needs(anyone)
@not_once
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Keep the language that somebody chose, with their account if they have one, and go back to where they were."""
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None) or not back.startswith("/"):
        back = "/"
    response = HttpResponseRedirect(back)
    code = request.POST.get("language", "")
    keep_language(response, code)
    if request.user.is_authenticated and code in dict(settings.LANGUAGES):
        request.user.language = code
        request.user.save(update_fields=["language"])
    return response


@needs(anyone)
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Says "ok" when the database answers; for the one who watches the machine."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@needs(anyone)
@require_GET
def style(request: HttpRequest) -> HttpResponse:
    """All page parts, filled, empty and wrong. Only in the demo."""
    if not settings.DEMO:
        raise Http404
    return render(request, "core/style.html", style_page())
