"""A small OpenAI-compatible server over a tiny model, with true probabilities, which fails as it is told."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from isogloss.models.contracts import Model

# Number of the request (from 0) -> what goes wrong with it: "" for nothing, else one of the below.
Trouble = Callable[[int], str]
NO_ANSWERS = {
    "garbage": b'{"choices": [{"text',
    "latin-1": '{"choices": [{"text": "caf\u00e9"}]}'.encode("latin-1"),
    "nested": b"[" * 100_000,
    "nonsense": b'{"object": "error", "data": [{"embedding": [1, null]}], "choices": []}',
    "page": b"<html>502 Bad Gateway</html>",
}


def none(_: int) -> str:
    return ""


@dataclass
class Server:
    """What a test sees of it: where it is, what it was asked, and what shall go wrong."""

    model: Any
    trouble: Trouble = none
    chats: bool = True
    tells: bool = True
    refuses: Callable[[dict[str, Any]], str] = lambda _body: ""
    says: Callable[[str], str] | None = None  # in a chat, in place of the model
    key: str = ""
    url: str = ""
    asked: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def place(self) -> str:
        return f"tiny@{self.url}"

    def answer(self, route: str, body: dict[str, Any]) -> tuple[int, Any]:
        if body["model"] != "tiny":
            return 404, {"error": {"message": f"The model {body['model']} does not exist"}}
        if refusal := self.refuses(body):
            return 400, {"error": {"message": refusal}}
        if route == "/v1/embeddings":
            return 200, self.embeddings(body["input"])
        if route == "/v1/completions":
            return 200, self.completion(body)
        if route == "/v1/chat/completions" and self.chats:
            most = body.get("max_tokens") or body["max_completion_tokens"]
            asked = body["messages"][0]["content"]
            text = self.says(asked) if self.says else self.model.generate([f"{asked} ="], most=most)[0]
            usage = {"prompt_tokens": 7, "completion_tokens": 3}
            return 200, {"choices": [{"message": {"role": "assistant", "content": text}}], "usage": usage}
        return 404, {"detail": "Not Found"}

    def embeddings(self, texts: list[str]) -> Any:  # noqa: ANN401  JSON
        rows = 3 * self.model.encode(texts)
        data = [{"index": at, "embedding": row.tolist()} for at, row in enumerate(rows)]
        return {"data": data[::-1], "usage": {"prompt_tokens": 5 * len(texts)}}

    def completion(self, body: dict[str, Any]) -> Any:  # noqa: ANN401  JSON
        import torch

        prompt = body["prompt"]
        if not body.get("echo"):
            text = self.model.generate([prompt], most=body["max_tokens"], stop=body.get("stop", []))[0]
            return {"choices": [{"text": text}]}
        encoding = self.model.network.tokenizer.encodings([prompt])[0]
        with torch.no_grad():
            logits = self.model.network.model(torch.tensor([encoding.ids])).logits[0].log_softmax(-1)
        own = [float(logits[at, number]) for at, number in enumerate(encoding.ids[1:])]
        new = int(logits[-1].argmax())
        told = {
            "tokens": ["<s>", *(prompt[a:b] for a, b in encoding.offsets[1:]), "new"],
            "token_logprobs": [None, *own, float(logits[-1, new])],
            "text_offset": [0, *(start for start, _ in encoding.offsets[1:]), len(prompt)],
        }
        return {"choices": [{"text": f"{prompt}new", "logprobs": told if self.tells else None}]}


class OwnServer(ThreadingHTTPServer):
    """Ends with its test: a thread that outlived the interpreter would take the model down with it."""

    daemon_threads = False
    seen: Server

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.connections: list[socket.socket] = []

    def process_request(self, request: Any, client_address: Any) -> None:  # noqa: ANN401  as the base has it
        self.connections.append(request)
        super().process_request(request, client_address)

    def server_close(self) -> None:
        for connection in self.connections:
            with suppress(OSError):  # closed long ago
                connection.shutdown(socket.SHUT_RDWR)
        super().server_close()


class Handler(BaseHTTPRequestHandler):
    server: Any
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        seen: Server = self.server.seen
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        with seen.lock:
            number = len(seen.asked)
            seen.asked.append((self.path, body))
            seen.headers.append({name.lower(): value for name, value in self.headers.items()})
        trouble = seen.trouble(number)
        if trouble == "down":
            self.close_connection = True
            return
        if trouble == "slow":
            time.sleep(4.0)
        if trouble in NO_ANSWERS:
            self.reply(200, NO_ANSWERS[trouble])
        elif trouble == "trickle":
            self.trickle()
        elif trouble.isdigit():
            self.reply(int(trouble), b"{}", {"Retry-After": "0.05"})
        elif seen.key and self.headers.get("authorization") != f"Bearer {seen.key}":
            said = f"Incorrect API key provided: {self.headers.get('authorization', '')}"
            self.reply(401, json.dumps({"error": {"message": said}}).encode())
        else:
            with seen.lock:
                status, found = seen.answer(self.path, body)
            self.reply(status, json.dumps(found).encode())

    def reply(self, status: int, content: bytes, headers: dict[str, str] | None = None) -> None:
        try:
            self.send_response(status)
            for name, value in {**(headers or {}), "Content-Length": str(len(content))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)
        except OSError:  # who asked is gone
            self.close_connection = True

    def trickle(self) -> None:
        """Send a byte a tenth of a second, as if there were a million."""
        self.close_connection = True
        with suppress(OSError):  # who asked is gone
            self.send_response(200)
            self.send_header("Content-Length", "1000000")
            self.end_headers()
            for _ in range(600):
                self.wfile.write(b" ")
                self.wfile.flush()
                time.sleep(0.1)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def serving(model: Model) -> Iterator[Server]:
    http = OwnServer()
    seen = http.seen = Server(model, url=f"http://127.0.0.1:{http.server_address[1]}/v1")
    thread = threading.Thread(target=http.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield seen
    finally:
        http.shutdown()
        thread.join()
        http.server_close()
