"""Connections of redis-py: opened, one PING, closed."""

from load import PORT, did, forever
from redis import Redis


def visit():
    client = Redis(port=PORT, password="secret")
    client.ping()
    client.close()
    did("connections")


forever(visit)
