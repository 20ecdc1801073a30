"""Run within Misago: makes the people, each with a picture and a session."""

import json

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from misago.users.avatars import dynamic
from misago.users.test import create_test_user

cookies = {}
for name in ("fietsrijk", "joke_v", "bart81"):
    user = create_test_user(name, f"{name}@example.com", "geheim-123")
    dynamic.set_avatar(user)  # without one every page is an error
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "misago.users.authbackends.MisagoBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    cookies[name] = session.session_key
print("COOKIES " + json.dumps(cookies))
