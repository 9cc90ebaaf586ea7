"""All addresses. Each module has its own; the words in them are Dutch and stay."""

from django.http import Http404
from django.urls import include, path
from django.urls.resolvers import URLPattern, URLResolver
from django.views.defaults import page_not_found

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("kring.home.urls")),
    path("", include("kring.keeping.urls")),
    path("", include("kring.copies.urls")),
    path("", include("kring.mirrors.urls")),
    path("", include("kring.meetings.urls")),
    path("", include("kring.themes.urls")),
    path("", include("kring.intake.urls")),
    path("", include("kring.plans.urls")),
    path("", include("kring.circles.urls")),
    path("", include("kring.households.urls")),
    path("", include("kring.network.urls")),
    path("", include("kring.municipality.urls")),
    path("", include("kring.sharing.urls")),
    path("", include("kring.log.urls")),
    path("", include("kring.core.urls")),
    # The address to sign in with belongs to the municipality's lists; it is not changed or confirmed here.
    path("account/email/", page_not_found, {"exception": Http404()}),
    path("account/confirm-email/", page_not_found, {"exception": Http404()}),
    path("account/confirm-email/<str:key>/", page_not_found, {"exception": Http404()}),
    path("account/", include("allauth.urls")),
]
