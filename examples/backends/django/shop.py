"""A Django project in one file, without a line about tracing: see docs/guides/backends.md."""

import os

from corsheaders.defaults import default_headers
from django.http import HttpResponse, JsonResponse
from django.urls import path

SECRET_KEY = "only for this example"
ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
ROOT_URLCONF = __name__
INSTALLED_APPS = ["corsheaders"]
MIDDLEWARE = ["corsheaders.middleware.CorsMiddleware"]

# Pages of another origin may send what joins their traces with ours.
CORS_ALLOWED_ORIGINS = [os.environ["ALLOWED_ORIGIN"]]
CORS_ALLOW_HEADERS = [*default_headers, "traceparent", "tracestate", "baggage"]

urlpatterns = [
    path("", lambda request: HttpResponse(os.environ["PAGE"])),
    path("api/films", lambda request: JsonResponse(["The Quiet Orbit"], safe=False)),
]
