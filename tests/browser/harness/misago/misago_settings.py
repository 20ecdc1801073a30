"""Misago's own project settings, changed to run from a test."""

import os

from devproject.settings import *  # noqa: F403
from devproject.settings import INSTALLED_APPS, MIDDLEWARE

DEBUG = False
SECRET_KEY = "throw-away"
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": os.environ["MISAGO_DATABASE"],
        "USER": "webcare",
        "HOST": "127.0.0.1",
        "PORT": os.environ["MISAGO_PORT"],
    }
}
# for its developers only
INSTALLED_APPS = [app for app in INSTALLED_APPS if app not in ("debug_toolbar", "misago.faker")]
MIDDLEWARE = [name for name in MIDDLEWARE if "debug_toolbar" not in name]
MEDIA_ROOT = os.environ["MISAGO_MEDIA"]
CELERY_BROKER_URL = "memory://"
CELERY_TASK_ALWAYS_EAGER = True
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
