"""All settings, from the environment. Production is the default; KRING_DEMO=1 turns it down for a demo.

Secrets have no default: a missing one stops the start with a sentence that says what to set.
"""

from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from config.own_keys import own_key

ROOT = Path(__file__).resolve().parent.parent
env = environ.Env()

DEMO: bool = env.bool("KRING_DEMO", default=False)
VAR = Path(env.str("KRING_VAR", default=str(ROOT / "var")))


def _required(name: str, *, demo: str, why: str) -> str:
    """The value of an environment variable that production cannot do without."""
    value = env.str(name, default=demo if DEMO else "")
    if not value:
        raise ImproperlyConfigured(
            f"{name} is not set. {why} Set it in the environment, or set KRING_DEMO=1 for a demo on this machine."
        )
    return value


SECRET_KEY = _required(
    "KRING_SECRET_KEY",
    demo="demo-only-" + "0123456789abcdef" * 4,
    why="It signs sessions and links; use 50 random characters or more.",
)
ALLOWED_HOSTS = [
    host.strip()
    for host in _required(
        "KRING_HOSTS", demo="127.0.0.1,localhost,[::1]", why="It lists the host names that Kring answers to."
    ).split(",")
]
LOG_KEY = own_key(
    "KRING_LOG_KEY",
    "signs the seals of the log",
    env.str("KRING_LOG_KEY", default=""),
    demo=VAR / "log.key" if DEMO else None,
)
NUMBER_KEY = own_key(
    "KRING_NUMBER_KEY",
    "encrypts citizen service numbers",
    env.str("KRING_NUMBER_KEY", default=""),
    demo=VAR / "number.key" if DEMO else None,
)
# Where the signed head of the log goes every hour: mail or https addresses of other organisations, at least two.
LOG_HEADS: list[str] = env.list("KRING_LOG_HEADS", default=[])
SITE_ADDRESS = env.str("KRING_ADDRESS", default="http://127.0.0.1:8000" if DEMO else f"https://{ALLOWED_HOSTS[0]}")
DEBUG = False

INSTALLED_APPS = [
    "kring.home",
    "kring.keeping",
    "kring.copies",
    "kring.mirrors",
    "kring.meetings",
    "kring.themes",
    "kring.intake",
    "kring.plans",
    "kring.sharing",
    "kring.circles",
    "kring.households",
    "kring.network",
    "kring.municipality",
    "kring.log",
    "kring.core",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "csp",
    "simple_history",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    # Before anything is read: most questions of a screen at a table are answered here.
    "kring.meetings.talk.pulse.PulseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "kring.core.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "kring.sharing.middleware.GateMiddleware",
    "kring.core.middleware.ReadableAddressMiddleware",
    "kring.core.once.OnceMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
FORM_RENDERER = "kring.core.forms.Renderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
            ],
            "builtins": ["kring.core.templatetags.kring"],
        },
    }
]


def _database() -> dict[str, Any]:
    """One database: SQLite by default, PostgreSQL by KRING_DATABASE=postgres://... (docs/decisions)."""
    database: dict[str, Any] = env.db_url("KRING_DATABASE", default=f"sqlite:///{VAR / 'kring.sqlite3'}")
    if "sqlite" in database["ENGINE"]:
        if str(database["NAME"]).startswith(str(VAR)):
            VAR.mkdir(parents=True, exist_ok=True)
        database["ENGINE"] = "kring.core.sqlite"
        # Seconds that a page, an import or the worker waits for its turn to write, before it says that it is busy.
        database["WRITE_PATIENCE"] = env.float("KRING_WRITE_PATIENCE", default=30.0)
        # Tests run on a real file too: in memory nothing is locked as it will be.
        database["TEST"] = {"NAME": str(VAR / "test.sqlite3")}
        database["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-20000;"
            # So that INSERT OR REPLACE passes the triggers of rows that are never removed.
            " PRAGMA recursive_triggers=ON;"
            # What SQLite sorts and sets apart stays in memory: no names in files beside the database. And the first
            # gigabyte of the file is read as memory, so that rows that lie far apart cost no call each.
            " PRAGMA temp_store=MEMORY; PRAGMA mmap_size=1073741824;",
        }
    else:
        # PostgreSQL thinks longer about a statement with many joins than running it takes: it is prepared once, and
        # one plan serves everybody. Left to itself it plans anew each time for who asks about few circles.
        database["OPTIONS"] = {
            "options": "-c plan_cache_mode=force_generic_plan",
            **database.get("OPTIONS", {}),
            "server_side_binding": True,
            "prepare_threshold": 5,
        }
    # Kept open: to close a connection takes a turn of the write lock on SQLite, and a new one costs time on both.
    database["CONN_MAX_AGE"] = 600
    database["CONN_HEALTH_CHECKS"] = True
    return database


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "core_cache"},
}

AUTH_USER_MODEL = "network.User"
AUTHENTICATION_BACKENDS = ["kring.circles.actors.SignInBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "kring.network.passwords.LongEnough"},
    {"NAME": "kring.network.passwords.HardToGuess"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "kring.network.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Kring: "
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Kring"
SECOND_FACTOR_REQUIRED: bool = not DEMO

# How many proxies stand before Kring: whose address is counted when somebody sends or signs in very often.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("KRING_PROXIES", default=0 if DEMO else 1)

SESSION_COOKIE_AGE = 9 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_NAME = "kring_session"
CSRF_COOKIE_NAME = "kring_csrf"
CSRF_COOKIE_HTTPONLY = True

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "kring_language"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Amsterdam"

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
MEDIA_ROOT = VAR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Mails are rows of the outbox (kring.core.mails); the worker sends them through this backend.
DEFAULT_FROM_EMAIL = env.str("KRING_FROM", default="Kring <kring@localhost>")
if DEMO:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = str(VAR / "mail")
else:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    _mail = env.email_url("KRING_MAIL", default="smtp://localhost:25")
    EMAIL_HOST, EMAIL_PORT = _mail["EMAIL_HOST"], _mail["EMAIL_PORT"]
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail["EMAIL_HOST_USER"], _mail["EMAIL_HOST_PASSWORD"]
    EMAIL_USE_TLS = _mail.get("EMAIL_USE_TLS", False)
    EMAIL_TIMEOUT = 20

# Where answers to invitations come in by mail (imaps://user:password@host/INBOX); empty: the worker looks nowhere.
REPLY_MAILBOX = env.str("KRING_REPLY_MAILBOX", default="")

# What the worker does: (function, every how many seconds). Each in a thread of its own, so that none waits for another.
PERIODIC: list[tuple[str, int]] = [
    ("kring.core.mails.send_due_mails", 2),
    ("kring.log.seals.sealing.seal_new_looks", 2),
    ("kring.log.seals.sealing.seal_all_looks", 3600),
    ("kring.log.seals.sending.send_heads", 60),
    ("kring.log.seals.checking.check_daily", 3600),
    ("kring.core.once.forget_old_keys", 3600),
    ("kring.core.sessions.forget_ended_sessions", 3600),
    ("kring.copies.making.make_copies", 3),
    ("kring.copies.actions.forget_old_copies", 3600),
    ("kring.keeping.running.work_on_runs", 3),
    ("kring.keeping.destroying.destroy_what_was_answered", 60),
    ("kring.keeping.destroying.remind_of_destruction", 3600),
    ("kring.meetings.actions.tables.series.plan_ahead", 3600),
    ("kring.meetings.actions.tables.standing.follow_places", 3600),
    ("kring.meetings.actions.tables.series_mails.tell_new_dates", 3600),
    ("kring.meetings.actions.inviting.mailbox.read_mailbox", 60),
    ("kring.intake.reminders.remind_late_requests", 600),
    ("kring.sharing.actions.crisis.tell_what_was_withheld", 600),
    ("kring.sharing.actions.crisis.remind_of_reviews", 600),
    ("kring.sharing.actions.reminding.remind_of_consents", 3600),
    ("kring.sharing.actions.reminding.remind_of_requests", 3600),
    ("kring.sharing.actions.reminding.remind_of_withheld", 3600),
    ("kring.sharing.actions.looked.remind_of_questions", 3600),
    ("kring.sharing.odd.find_odd_looks", 300),
]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if not DEMO:
    SECURE_SSL_REDIRECT = env.bool("KRING_HTTPS_REDIRECT", default=True)
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True

# Nothing personal in server logs: no request body, no query string; errors name the page and the fault.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"kring": {"level": "INFO"}},
}
