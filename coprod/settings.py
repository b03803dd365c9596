"""One settings file; everything that differs between places comes from the environment."""

from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from coprod.logs import LOGGING as LOGGING
from coprod.secret import secret_key
from ground.launcher import addresses

ROOT = BASE_DIR = Path(__file__).resolve().parent.parent
# NAME_FILE names a file that holds NAME: how a container is told a password.
env = environ.FileAwareEnv()

DEBUG = env.bool("DEBUG", False)
SECRET_KEY = env("SECRET_KEY", default=None) or secret_key(ROOT / "var" / "secret-key")
METRICS_TOKEN = env("METRICS_TOKEN", default=None) or secret_key(ROOT / "var" / "metrics-token")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
SITE_URL = env("SITE_URL", default="http://127.0.0.1:8000")
# The name in the address, those by which a machine asks itself, and what else the environment names.
ALLOWED_HOSTS = [urlsplit(SITE_URL).hostname, "127.0.0.1", "localhost", "[::1]", *env.list("ALLOWED_HOSTS", default=[])]
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
BEHIND_TLS = SITE_URL.startswith("https://")

# Given by the environment, else the private servers that the launcher keeps under var/.
NOT_STARTED = ("postgresql://coprod@127.0.0.1:1/coprod", "redis://127.0.0.1:1/0")
PRIVATE_DATABASE_URL, PRIVATE_REDIS_URL = addresses() or NOT_STARTED
DATABASE_URL = env("DATABASE_URL", default=PRIVATE_DATABASE_URL)
REDIS_URL = env("REDIS_URL", default=PRIVATE_REDIS_URL)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.usersessions",
    "csp",
    "django_otp",
    "django_otp.plugins.otp_static",
    "django_otp.plugins.otp_totp",
    "django_htmx",
    "django_structlog",
    "pgtrigger",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "ground",
    "interviews",
    "coding",
    "reports",
    "coprod",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "coprod.middleware.NamedInTheLog",
    "coprod.metrics.Counted",
    "coprod.middleware.PrivateAnswers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "coprod.middleware.StillThere",
    "coprod.middleware.ChosenLanguage",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "coprod.middleware.Forms",
    "coprod.middleware.Conflicts",
    "coprod.middleware.Sightings",
]

ROOT_URLCONF = "coprod.urls"
WSGI_APPLICATION = "coprod.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "interviews.pages.study_context",
                "coding.mentioning.mentions_of_me",
                "coprod.accounts.entrance_hint",
            ]
        },
    }
]

# The database. Statements are bounded, so that one slow page cannot hold up the others. Reading at random costs what it
# costs in memory or on a solid disk, else PostgreSQL reads whole tables for the few rows of one screen; the rows of one
# study are sorted in memory. Kerberos is asked only where the address says so (?gssencmode=prefer): a MiB a process.
ADDRESS = env.db_url_config(DATABASE_URL)
DATABASES = {
    "default": ADDRESS
    | {
        "CONN_MAX_AGE": env.int("CONN_MAX_AGE", 600),
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "connect_timeout": 5,
            "gssencmode": "disable",
            "options": "-c lock_timeout=5s -c idle_in_transaction_session_timeout=60s "
            f"-c statement_timeout={env('STATEMENT_TIMEOUT', default='60s')} -c random_page_cost=1.1 -c work_mem=16MB",
        }
        | ADDRESS.get("OPTIONS", {}),
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Jobs: the row in PostgreSQL is the queue, Redis only rings (docs/decisions).
CELERY = {
    "broker_url": REDIS_URL,
    "broker_connection_retry_on_startup": True,
    "broker_transport_options": {
        "visibility_timeout": 3600,
        "unacked_restore_interval": 5,
        "unacked_restore_throttle": 1,
        "socket_timeout": 5,
        "socket_connect_timeout": 2,
        "global_keyprefix": "coprod:",
    },
    "visibility_timeout": 3600,
    "task_publish_retry": False,
    "task_ignore_result": True,
    "task_acks_late": True,
    "task_reject_on_worker_lost": True,
    "accept_content": ["json"],
    "worker_prefetch_multiplier": 1,
    "worker_max_tasks_per_child": 200,
    "worker_max_memory_per_child": 600_000,
    "worker_hijack_root_logger": False,
    "task_soft_time_limit": 600,
    "task_time_limit": 660,
}

# People.
AUTH_USER_MODEL = "ground.User"
# One: of two each would ask the hasher about the same wrong password.
AUTHENTICATION_BACKENDS = ["coprod.sessions.PasswordBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "coprod.accounts.ClosedRegistration"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""  # else the host name that the request was sent to
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
# The link of a forgotten password lets its holder in, who is asked for the second step where there is one. Else whoever
# goes on guessing would keep the owner out: the sign-in page takes no password then from a browser it does not know.
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_RATE_LIMITS = {"login_of_known_device": "5/300s/key"}
# How many proxies stand before us and add to X-Forwarded-For: what a client writes there itself is not believed.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", 0)
PASSWORD_RESET_TIMEOUT = 3600
OTP_TOTP_ISSUER = "Coprod"
# The limits of allauth need a cache that all web processes share.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
    }
}
# Worker and sweeper touch it in every round, for whoever watches them.
ALIVE_FILE = env("ALIVE_FILE", default="")
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "studies"
REGISTRATION_OPEN = env.bool("REGISTRATION_OPEN", False)
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="coprod@localhost")

# Sessions and cookies.
SESSION_ENGINE = "coprod.sessions"
# How long a session lasts without anything done, and at the most (`coprod.sessions`).
SESSION_IDLE = timedelta(minutes=env.int("SESSION_IDLE_MINUTES", 60))
SESSION_LONGEST = timedelta(hours=12)
SESSION_COOKIE_AGE = int(SESSION_IDLE.total_seconds())
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = BEHIND_TLS
SESSION_COOKIE_NAME = "__Host-session" if BEHIND_TLS else "coprod_session"
CSRF_COOKIE_NAME = "__Host-csrf" if BEHIND_TLS else "coprod_csrf"
DEVICE_COOKIE_NAME = "__Host-device" if BEHIND_TLS else "coprod_device"
DEVICE_COOKIE_AGE = 180 * 24 * 3600
CSRF_FAILURE_VIEW = "coprod.errors.csrf_failure"
LANGUAGE_COOKIE_NAME = "coprod_language"
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_TLS else 0
SECURE_SSL_REDIRECT = BEHIND_TLS and env.bool("SSL_REDIRECT", True)
SECURE_REDIRECT_EXEMPT = [r"^api/", r"^livez$", r"^readyz$", r"^metrics$"]
if BEHIND_TLS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "media-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}

DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False  # from where somebody asks is nobody's business here

# Languages. The words in the source are English; Indonesian comes first in the app.
LANGUAGE_CODE = "id"
LANGUAGES = [("id", _("Indonesian")), ("en", _("English"))]
LOCALE_PATHS = [ROOT / "locale"]
FORMAT_MODULE_PATH = "coprod.formats"
USE_I18N = True
USE_TZ = True
TIME_ZONE = env("TIME_ZONE", default="Asia/Jakarta")

# Files.
STATIC_URL = "static/"
STATICFILES_DIRS = [ROOT / "static"]
STATIC_ROOT = ROOT / "var" / "static"
# A bucket of a store that speaks S3, else a folder. Nobody but us reads it: files are given out by the pages alone.
IN_A_BUCKET = {
    "BACKEND": "storages.backends.s3.S3Storage",
    "OPTIONS": {
        "bucket_name": env("S3_BUCKET", default=""),
        "endpoint_url": env("S3_ENDPOINT", default=None),
        "region_name": env("S3_REGION", default=None),
        "access_key": env("S3_ACCESS_KEY", default=None),
        "secret_key": env("S3_SECRET_KEY", default=None),
        "default_acl": None,
        "file_overwrite": False,
        "max_memory_size": 2_500_000,
    },
}
# For their owner and a group (which a proxy that sends recordings can be made a member of), and nobody else.
IN_A_FOLDER = {
    "BACKEND": "coprod.storage.WholeFiles",
    "OPTIONS": {"file_permissions_mode": 0o640, "directory_permissions_mode": 0o750},
}
STORAGES = {
    "default": IN_A_BUCKET if IN_A_BUCKET["OPTIONS"]["bucket_name"] else IN_A_FOLDER,
    "staticfiles": {"BACKEND": env("STATICFILES_STORAGE", default="coprod.storage.HashedModules")},
}
MEDIA_ROOT = env("MEDIA_ROOT", default=str(ROOT / "var" / "media"))
# Behind nginx: the location, internal there, at which it finds the files of MEDIA_ROOT and sends them itself.
ACCEL_LOCATION = env("ACCEL_LOCATION", default="")
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "ground.api.TokenAuthentication",
        "ground.api.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["ground.api.SignedIn"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["ground.api.StrictJSONParser"],
    "DEFAULT_PAGINATION_CLASS": "ground.api.ByCursor",
    "DEFAULT_METADATA_CLASS": None,
    "URL_FORMAT_OVERRIDE": None,
    "EXCEPTION_HANDLER": "ground.api.problem",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
SPECTACULAR_SETTINGS = {
    "DEFAULT_GENERATOR_CLASS": "ground.api_schema.Generator",
    "TITLE": "Coprod",
    "DESCRIPTION": "Interviews, codings and summaries of a study.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_NAME_OVERRIDES": {
        "InterviewKind": "interviews.models.Interview.Kind",
        "SpeakerKind": "interviews.models.Speaker.Kind",
        "MemoKind": "coding.models.Memo.Kind",
        "Role": "interviews.models.Role",
        "JudgementStatus": "coding.models.Status",
        "Polarity": "coding.models.Polarity",
        "LinkPolarity": "coding.linking.POLARITIES",
        "JobState": "ground.models.Job.State",
        "ReportLanguage": "reports.book.plan.LANGUAGES",
    },
}
# Whether the other names of a domain are served by https only is not ours to decide (HSTS includeSubDomains, preload).
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
TOKEN_USE_GRAIN = timedelta(minutes=5)
