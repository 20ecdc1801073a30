"""A live Spirit forum (django-spirit from PyPI) with invented people, one per test session."""

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

from playwright.sync_api import BrowserContext

from .processes import answers, end, free_port, wait_until

CACHE = Path(__file__).resolve().parents[2] / ".cache"
USERS = ("fietsrijk", "joke_v", "bart81", "nadia.k")  # the first is the brand's own account

SETTINGS = """
from .dev import *
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1"]
ST_RATELIMIT_ENABLE = False
"""

MAKE_USERS = """
import json
from django.contrib.auth import get_user_model
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.auth import SESSION_KEY, BACKEND_SESSION_KEY, HASH_SESSION_KEY
cookies = {}
for name in %r:
    address = name.replace(".", "_") + "@example.com"
    user = get_user_model().objects.create_user(name, address, "geheim-123")
    user.st.nickname = name
    user.st.is_verified = True
    user.st.save()
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "spirit.user.auth.backends.UsernameAuthBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    cookies[name] = session.session_key
print("COOKIES " + json.dumps(cookies))
"""

MAKE_TOPIC = """
import json, sys
from django.contrib.auth import get_user_model
from spirit.category.models import Category
from spirit.topic.models import Topic
from spirit.comment.forms import CommentForm
title, posts = json.loads(%r)
person = lambda name: get_user_model().objects.get(username=name)
category = Category.objects.exclude(pk=1).first() or Category.objects.create(title="Algemeen")
topic = Topic.objects.create(title=title, user=person(posts[0][0]), category=category)
for name, text in posts:
    form = CommentForm(user=person(name), topic=topic, data={"comment": text})
    assert form.is_valid(), form.errors
    form.save()
    topic.increase_comment_count()
print("TOPIC " + topic.get_absolute_url())
"""


class Forum:
    """One running forum in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "spirit"
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        shutil.copytree(prepared(), self.folder)
        self.cookies: dict[str, str] = json.loads((self.folder / "cookies.json").read_text())
        command = [sys.executable, "manage.py", "runserver", "--noreload", "--insecure"]
        with (self.folder / "log").open("w") as log:
            self.process = subprocess.Popen(
                [*command, f"127.0.0.1:{self.port}"],
                cwd=self.folder,
                env=environment(),
                text=True,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        wait_until(lambda: answers(self.port), f"the forum on port {self.port}", 60)

    def topic(self, title: str, *posts: tuple[str, str]) -> str:
        """Open a topic with these (author, text) posts; its address."""
        said = manage(self.folder, "shell", "-c", MAKE_TOPIC % json.dumps([title, posts]))
        return self.url + marked(said, "TOPIC ")

    def posts(self, topic_url: str) -> list[tuple[str, str]]:
        """(author, text) of all posts of a topic, as the forum's own database has them now."""
        number = int(topic_url.removeprefix(self.url).split("/")[2])
        query = (
            "select u.username, c.comment from spirit_comment_comment c "
            "join auth_user u on u.id = c.user_id where c.topic_id = ? order by c.id"
        )
        path = self.folder / "db.sqlite3"
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as db:
            rows = db.execute(query, (number,)).fetchall()
        db.close()
        return [(str(name), str(text)) for name, text in rows]

    def log_in(self, context: BrowserContext, name: str = USERS[0]) -> None:
        """Give the browser the session of one of USERS."""
        context.add_cookies([{"name": "sessionid", "value": self.cookies[name], "url": self.url}])

    def close(self) -> None:
        end(self.process)


def prepared() -> Path:
    """A forum with users and no topics, made once per Spirit version and kept in tests/.cache."""
    recipe = hashlib.sha256((SETTINGS + MAKE_USERS + str(USERS)).encode()).hexdigest()[:8]
    folder = CACHE / f"spirit-{version('django-spirit')}-{recipe}"
    if (folder / "cookies.json").exists():
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    CACHE.mkdir(parents=True, exist_ok=True)
    making = folder.with_suffix(f".{os.getpid()}")
    making.mkdir()
    spirit = Path(sys.executable).with_name("spirit")
    start = [str(spirit), "startproject", "care_forum", "--path", str(making)]
    subprocess.run(start, check=True, env=environment(settings=False), stdout=subprocess.DEVNULL)
    (making / "care_forum" / "settings" / "tests_run.py").write_text(SETTINGS)
    manage(making, "spiritinstall")
    said = manage(making, "shell", "-c", MAKE_USERS % (USERS,))
    (making / "cookies.json").write_text(marked(said, "COOKIES "))
    making.rename(folder)
    return folder


def manage(folder: Path, *arguments: str) -> str:
    """Run the forum's manage.py; its output. Fails with all that it said."""
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=folder,
        env=environment(),
        text=True,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def marked(said: str, mark: str) -> str:
    return next(line.removeprefix(mark) for line in said.splitlines() if line.startswith(mark))


def environment(settings: bool = True) -> dict[str, str]:
    tools = str(Path(sys.executable).parent)  # Spirit calls django-admin by name
    path = tools + os.pathsep + os.environ.get("PATH", "")
    chosen = {"DJANGO_SETTINGS_MODULE": "care_forum.settings.tests_run"} if settings else {}
    return {**os.environ, **chosen, "PATH": path, "PYTHONWARNINGS": "ignore"}
