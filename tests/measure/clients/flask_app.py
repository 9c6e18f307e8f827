"""Flask-Session on Redis: people log in, read, change, log out and come back after their session is over."""

from datetime import timedelta

from flask import Flask, jsonify, session
from flask_session import Session
from load import PORT, did, forever, one, random
from redis import Redis

app = Flask(__name__)
app.config.update(SESSION_TYPE="redis", SESSION_REDIS=Redis(port=PORT), PERMANENT_SESSION_LIFETIME=timedelta(seconds=40))
Session(app)


@app.get("/<act>")
def view(act):
    known = "user" in session
    if act == "login" and not known:
        session["user"] = "x" * 800
    if act == "change" and known:
        session["at"] = random.random()
    if act == "logout" and known:
        session.clear()
    return jsonify(known=known)


people = [None] * 60


def visit():
    who = random.randrange(len(people))
    cookie = people[who]
    act = one({"read": 70, "change": 20, "logout": 2, "login": 18} if cookie else {"read": 30, "login": 70})
    browser = app.test_client(use_cookies=False)
    answer = browser.get(f"/{act}", headers={"Cookie": f"session={cookie}"} if cookie else {})
    known, given = answer.get_json()["known"], answer.headers.get("Set-Cookie", "")
    if given.startswith("session="):
        people[who] = given.split(";")[0].removeprefix("session=") or None
    if not cookie:
        did("logins" if act == "login" else "anonymous")
    elif known:
        did({"read": "reads", "login": "reads", "change": "changes", "logout": "logouts"}[act])
    else:
        did("returns" if act == "login" else "expired")


forever(visit)
