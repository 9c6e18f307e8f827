"""Django's cache, its own or django-redis, and sessions kept in it: random reads, fills and changes."""

import os
import sys

import django
from django.conf import settings
from load import PORT, did, forever, one, random, zipf

client, part = sys.argv[1:]
settings.configure(
    ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, SECRET_KEY="s", SESSION_ENGINE="django.contrib.sessions.backends.cache",
    SESSION_COOKIE_AGE=40, MIDDLEWARE=["django.contrib.sessions.middleware.SessionMiddleware"],
    INSTALLED_APPS=["django.contrib.sessions"],
    CACHES={"default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache" if client == "django" else "django_redis.cache.RedisCache",
        "LOCATION": f"redis://127.0.0.1:{PORT}/0", "TIMEOUT": 20,
    }},
)
django.setup()

from django.core.cache import cache  # noqa: E402
from django.http import JsonResponse  # noqa: E402
from django.urls import path  # noqa: E402

KEY, MANY = zipf(1000), [f"many:{at}" for at in range(10)]


def use():
    what = one({"reads": 40, "writes": 10, "increments": 10, "fills": 20, "touches": 5, "deletes": 5, "reads_of_ten": 5, "writes_of_ten": 5})
    name, filled = f"item:{KEY()}", []
    if what == "reads":
        cache.get(name)
    elif what == "writes":
        cache.set(name, "x" * 500)
    elif what == "increments":
        cache.incr("count")
    elif what == "fills":
        cache.get_or_set(name, lambda: filled.append(1) or "x" * 500)
        what = "misses" if filled else "reads"
    elif what == "touches":
        cache.touch(name)
    elif what == "deletes":
        cache.delete(name)
    elif what == "reads_of_ten":
        cache.get_many(MANY)
    else:
        cache.set_many({key: "x" * 100 for key in MANY})
    did(what)


def view(request, act):
    known = "user" in request.session
    if act == "login" and not known:
        request.session["user"] = "x" * 800
    if act == "change" and known:
        request.session["at"] = random.random()
    if act == "logout" and known:
        request.session.flush()
    return JsonResponse({"known": known})


urlpatterns = [path("<act>", view)]
people = [None] * 60


def visit():
    from django.test import Client

    who = random.randrange(len(people))
    cookie = people[who]
    act = one({"read": 70, "change": 20, "logout": 2, "login": 18} if cookie else {"read": 30, "login": 70})
    browser = Client()
    if cookie:
        browser.cookies["sessionid"] = cookie
    answer = browser.get(f"/{act}")
    known, given = answer.json()["known"], answer.cookies.get("sessionid")
    if given is not None:
        people[who] = given.value or None
    if not cookie:
        did("logins" if act == "login" else "anonymous")
    elif known:
        did({"read": "reads", "login": "reads", "change": "changes", "logout": "logouts"}[act])
    else:
        did("returns" if act == "login" else "expired")
    if cookie and not known and given is None:
        people[who] = None if random.random() < 0.5 else cookie


if part == "cache":
    cache.set("count", 1, timeout=None)
forever(use if part == "cache" else visit)
