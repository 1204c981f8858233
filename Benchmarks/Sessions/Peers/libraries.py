"""Session libraries of Python behind one interface.

`create` makes a session that has `visits`; `change` increments it as a request does
that reads the session, works, and saves it; `read` gives its value. `reports` are the
errors by which a library says that a change was not stored, and `done` ends what a
thread holds.
"""

import io
import os
import threading

import persistent


class Databases:
    """Sends a thread's statements to the database that it has chosen."""

    chosen = threading.local()

    def db_for_read(self, model, **hints):
        return getattr(self.chosen, "name", "default")

    db_for_write = db_for_read


class Django:
    """django.contrib.sessions over a database or a cache."""

    def __init__(self, name, engine, database="default"):
        from importlib import import_module

        from django.contrib.sessions.backends.base import UpdateError
        from django.db import OperationalError

        self.name = name
        self.database = database
        self.store = import_module(f"django.contrib.sessions.backends.{engine}").SessionStore
        self.reports = (OperationalError, UpdateError)

    @staticmethod
    def set_up(redis, postgres, folder):
        from urllib.parse import urlsplit

        import django
        from django.conf import settings
        from django.core.management import call_command

        server = urlsplit(postgres)
        settings.configure(
            SECRET_KEY="the benchmark's own, and no secret",
            INSTALLED_APPS=["django.contrib.sessions"],
            USE_TZ=True,
            DATABASES={
                "default": {
                    "ENGINE": "django.db.backends.sqlite3",
                    "NAME": os.path.join(folder, "django.sqlite"),
                    "OPTIONS": {
                        "transaction_mode": "IMMEDIATE",
                        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL",
                        "timeout": 20,
                    },
                },
                "postgres": {
                    "ENGINE": "django.db.backends.postgresql",
                    "NAME": server.path[1:],
                    "USER": server.username,
                    "HOST": server.hostname,
                    "PORT": server.port,
                },
            },
            DATABASE_ROUTERS=[Databases()],
            CACHES={
                "default": {
                    "BACKEND": "django.core.cache.backends.redis.RedisCache",
                    "LOCATION": redis,
                }
            },
        )
        django.setup()
        for database in "default", "postgres":
            call_command("migrate", verbosity=0, database=database)

    def create(self):
        Databases.chosen.name = self.database
        session = self.store()
        session["visits"] = 0
        session.create()
        self.key = session.session_key

    def change(self, pause):
        Databases.chosen.name = self.database
        session = self.store(session_key=self.key)
        visits = session["visits"]
        pause()
        session["visits"] = visits + 1
        session.save()

    def read(self):
        Databases.chosen.name = self.database
        return self.store(session_key=self.key)["visits"]

    def done(self):
        from django.db import connections

        connections.close_all()


class FlaskSession:
    """Flask-Session on Redis, through the interface that Flask calls."""

    name = "Flask-Session, Redis"

    def __init__(self, redis):
        import flask
        import flask_session
        from redis import Redis, RedisError

        self.app = flask.Flask("benchmark")
        self.app.config.update(SESSION_TYPE="redis", SESSION_REDIS=Redis.from_url(redis))
        flask_session.Session(self.app)
        self.reports = (RedisError,)

    def _request(self, headers):
        return self.app.test_request_context("/", headers=headers).request

    def _run(self, request, body):
        interface = self.app.session_interface
        session = interface.open_session(self.app, request)
        result = body(session)
        response = self.app.response_class()
        interface.save_session(self.app, session, response)
        return session, result

    def create(self):
        def start(session):
            session["visits"] = 0

        session, _ = self._run(self._request({}), start)
        self.request = self._request({"Cookie": f"session={session.sid}"})

    def change(self, pause):
        def increment(session):
            visits = session["visits"]
            pause()
            session["visits"] = visits + 1

        self._run(self.request, increment)

    def read(self):
        return self._run(self.request, lambda session: session["visits"])[1]

    def done(self):
        pass


class Site(persistent.Persistent):
    """The root of a Zope site, which has the site's sessions."""

    def __init__(self):
        from zope import component
        from zope.component.persistentregistry import PersistentComponents
        from zope.session.http import CookieClientIdManager
        from zope.session.interfaces import IClientIdManager, ISessionDataContainer
        from zope.session.session import PersistentSessionDataContainer

        self.components = PersistentComponents()
        self.components.__bases__ = (component.getGlobalSiteManager(),)
        container = PersistentSessionDataContainer()
        self.components.registerUtility(container, ISessionDataContainer)
        self.components.registerUtility(CookieClientIdManager(), IClientIdManager)

    def getSiteManager(self):
        return self.components


class ZopeSession:
    """zope.session in a ZODB file, a transaction for each request.

    A request that conflicts is tried again three times, as by Zope's publisher; then
    the conflict is its answer.
    """

    name = "zope.session, ZODB file"
    retries = 3

    def __init__(self, folder):
        import ZODB
        import ZODB.FileStorage
        from ZODB.POSException import ConflictError
        from zope import component
        from zope.component import hooks
        from zope.publisher.interfaces import IRequest
        from zope.session.interfaces import IClientId, ISession
        from zope.session.session import ClientId, Session

        storage = ZODB.FileStorage.FileStorage(os.path.join(folder, "zope.fs"))
        self.database = ZODB.DB(storage, pool_size=32)
        self.reports = (ConflictError,)
        self.local = threading.local()
        component.provideAdapter(ClientId, (IRequest,), IClientId)
        component.provideAdapter(Session, (IRequest,), ISession)
        hooks.setHooks()

    @staticmethod
    def _request(cookie=None):
        from zope.publisher.http import HTTPRequest

        return HTTPRequest(io.BytesIO(), {"HTTP_COOKIE": cookie} if cookie else {})

    def _transaction(self, body):
        """Runs a body with the site of the thread's connection, and commits."""
        import transaction
        from zope.component import hooks

        if not hasattr(self.local, "connection"):
            self.local.manager = transaction.TransactionManager()
            self.local.connection = self.database.open(self.local.manager)
        with self.local.manager:
            root = self.local.connection.root()
            if "site" not in root:
                root["site"] = Site()
            hooks.setSite(root["site"])
            try:
                return body()
            finally:
                hooks.setSite(None)

    def create(self):
        from zope import component
        from zope.session.interfaces import IClientId, IClientIdManager, ISession

        def start():
            request = self._request()
            ISession(request)["shop"]["visits"] = 0
            name = component.getUtility(IClientIdManager).namespace
            return f"{name}={IClientId(request)}"

        self.request = self._request(self._transaction(start))

    def change(self, pause):
        from zope.session.interfaces import ISession

        def increment():
            session = ISession(self.request)["shop"]
            visits = session["visits"]
            pause()
            session["visits"] = visits + 1

        for _ in range(self.retries):
            try:
                return self._transaction(increment)
            except self.reports:
                pass
        return self._transaction(increment)

    def read(self):
        from zope.session.interfaces import ISession

        return self._transaction(lambda: ISession(self.request)["shop"]["visits"])

    def done(self):
        if hasattr(self.local, "connection"):
            self.local.connection.close()
            del self.local.connection


def all(redis, postgres, folder):
    Django.set_up(redis, postgres, folder)
    return [
        Django("Django, database (SQLite)", "db"),
        Django("Django, database (PostgreSQL)", "db", "postgres"),
        Django("Django, cache (Redis)", "cache"),
        FlaskSession(redis),
        ZopeSession(folder),
    ]
