"""One request to an endpoint, asked again until it is answered or patience ends."""

from __future__ import annotations

import logging
import random
import time
import weakref
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from threading import Event, Lock
from typing import TYPE_CHECKING, Any, Final, TypeVar

import msgspec

from isogloss.errors import InputError, IsoglossError
from isogloss.extras import need
from isogloss.models.endpoints.settings import Address, Patience, api_key

if TYPE_CHECKING:
    from httpx import Response

T = TypeVar("T")

_LATER: Final = (408, 409, 425, 429, 500, 502, 503, 504, 520, 522, 524, 529)
_LONGEST_ASKED: Final = 300.0  # seconds of Retry-After that are waited for
_LARGEST: Final = 1 << 26  # bytes of an answer
_NO_JSON: Final = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
_log = logging.getLogger(__name__)


class Garbage(Exception):
    """A response that holds no answer; the next may."""


class Refused(InputError):
    """The endpoint says that the request is at fault. status: of HTTP. said: its message."""

    status: int = 0
    said: str = ""


class Unanswered(IsoglossError):
    """Patience ended without an answer."""


class Client:
    """The connections to one endpoint; safe to use from several threads.

    The key is read from the environment, sent with each request, and shown nowhere.
    """

    def __init__(self, where: Address, patience: Patience) -> None:
        httpx = need("httpx", extra="endpoint", purpose="An endpoint")
        self.where = where
        self.patience = patience
        self._key = api_key(where)
        self._connections = httpx.Client(
            headers={"Authorization": f"Bearer {self._key}"} if self._key else {},
            timeout=patience.timeout,
            follow_redirects=False,  # a key goes where the user said, and nowhere else
            limits=httpx.Limits(max_connections=patience.at_once),
            trust_env=not where.is_here,  # no proxy stands between this machine and itself
        )
        weakref.finalize(self, self._connections.close)
        self._fault: tuple[type[Exception], ...] = (httpx.HTTPError, httpx.InvalidURL)
        self._lock = Lock()
        self._not_before = 0.0  # of time.monotonic(): what a limit of rate asks of all threads
        self._gave_up = False
        self.stop = Event()  # set: whoever waits for the next attempt gives up
        self.turn = Lock()  # held while a list of questions is asked, for they are stopped together

    def ask(self, route: str, body: Any, read: Callable[[Any], T]) -> T:  # noqa: ANN401  plain JSON
        """Return what ``read`` makes of the response to POST ``route``.

        ``read`` raises Garbage for a response that is none. Raises Refused if the request is at fault, and
        Unanswered when patience ends; after that, a request is tried once until one succeeds.
        """
        said = ""
        attempts = 1 if self._gave_up else self.patience.attempts
        for attempt in range(attempts):
            self._wait(attempt)
            try:
                response, content = self._post(route, body)
                if response.status_code in _LATER:
                    said = f"HTTP {response.status_code}"
                    self._heed(response)
                    continue
                found = read(self._found(response, content))
            except Garbage as fault:
                said = f"an answer that is none ({fault})"
            except self._fault as fault:
                said = f"{type(fault).__name__}: {fault}".rstrip(": ")
            else:
                self._gave_up = False
                return found
            _log.debug("%s: attempt %d: %s", self.where.name, attempt + 1, said)
        self._gave_up = True
        tried = "1 attempt" if attempts == 1 else f"{attempts} attempts"
        raise Unanswered(
            f"{self.where.url}{route} gave no answer in {tried}; at last: {self._safe(said).rstrip('.')}.",
            fix="Run the same command again when it answers: what it said so far is kept.",
        )

    def _post(self, route: str, body: Any) -> tuple[Response, bytes]:  # noqa: ANN401  plain JSON
        """Return the response and all that it holds; raises Garbage if that takes too long, or no end."""
        content = bytearray()
        with self._connections.stream("POST", self.where.url + route, json=body) as response:
            deadline = time.monotonic() + self.patience.timeout  # what comes before has limits of its own
            for piece in response.iter_bytes():
                content += piece
                if time.monotonic() > deadline:  # one that trickles meets every limit between two pieces
                    raise Garbage(f"not whole after {self.patience.timeout:g} s")
                if len(content) > _LARGEST:
                    raise Garbage(f"more than {_LARGEST:,} bytes")
        return response, bytes(content)

    def _found(self, response: Response, content: bytes) -> Any:  # noqa: ANN401  plain JSON
        """Return the JSON of a response; raises Refused if it is an error, Garbage if it is no JSON."""
        if response.status_code != 200:
            raise self._refused(response, content)
        try:
            return msgspec.json.decode(content)
        except _NO_JSON as fault:
            raise Garbage(str(fault)) from None

    def _refused(self, response: Response, content: bytes) -> Refused:
        try:
            found = msgspec.json.decode(content)
            error = found.get("error", found) if isinstance(found, dict) else found
            said = str(error.get("message", error) if isinstance(error, dict) else error)
        except _NO_JSON:
            said = content.decode("utf-8", "replace")
        said = self._safe(" ".join(said.split())[:300]) or "nothing"
        fixes = {
            401: "Set ISOGLOSS_API_KEY to a key that it takes.",
            403: "Set ISOGLOSS_API_KEY to a key that may do this.",
            404: "Check the URL, which most often ends in /v1, and the name of the model.",
        }
        refused = Refused(
            f"{response.request.url} refuses the request (HTTP {response.status_code}): {said.rstrip('.')}.",
            fix=fixes.get(response.status_code, ""),
        )
        refused.status, refused.said = response.status_code, said
        return refused

    def _heed(self, response: Response) -> None:
        """Let all threads wait for as long as the endpoint asks."""
        asked = min(_seconds(response.headers.get("retry-after", "")), _LONGEST_ASKED)
        with self._lock:
            self._not_before = max(self._not_before, time.monotonic() + asked)

    def _wait(self, attempt: int) -> None:
        """Wait before an attempt; raises Unanswered at once if the others were told to stop."""
        seconds = 0.0
        if attempt:
            doubled = self.patience.first_wait * 2 ** (attempt - 1)
            # Not all at the same moment; this chance decides no result.
            seconds = min(doubled, self.patience.longest_wait) * random.uniform(0.5, 1.0)  # noqa: S311  no secret
        seconds = max(seconds, self._not_before - time.monotonic())
        if (seconds > 0 and self.stop.wait(seconds)) or self.stop.is_set():
            raise Unanswered(f"{self.where.url} was not asked: another request had failed.")

    def _safe(self, text: str) -> str:
        return text.replace(self._key, "[key]") if self._key else text


def _seconds(retry_after: str) -> float:
    """Return the seconds that a Retry-After header asks for: a number, or a date; 0 for anything else."""
    try:
        return max(0.0, float(retry_after))
    except ValueError:
        pass
    try:
        return max(0.0, (parsedate_to_datetime(retry_after) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return 0.0
