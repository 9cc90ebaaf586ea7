"""One request, as a browser sends it and as a WSGI server hands it over."""

import io
import uuid
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit

TOKEN = "benchbenchbenchbenchbenchbench12"


@dataclass(frozen=True)
class Visit:
    """One request that can be sent again and again; `facts` is what a specialist's SQL would be given."""

    path: str
    cookie: str
    form: dict[str, str] | None = None
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def body(self) -> bytes | None:
        """The form with a fresh one-time key."""
        if self.form is None:
            return None
        return urlencode({**self.form, "once": str(uuid.uuid4()), "csrfmiddlewaretoken": TOKEN}).encode()

    def environ(self) -> dict[str, Any]:
        """What a WSGI server would hand over."""
        body = self.body
        return {
            "REQUEST_METHOD": "GET" if body is None else "POST",
            "PATH_INFO": urlsplit(self.path).path,
            "QUERY_STRING": "",
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "8000",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_COOKIE": self.cookie,
            "CONTENT_TYPE": "application/x-www-form-urlencoded" if body else "",
            "CONTENT_LENGTH": str(len(body or b"")),
            "wsgi.input": io.BytesIO(body or b""),
            "wsgi.errors": io.StringIO(),
            "wsgi.url_scheme": "http",
            "wsgi.version": (1, 0),
            "wsgi.multithread": True,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
        }
