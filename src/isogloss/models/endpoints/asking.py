"""Many requests at once: what is kept is not asked again, what fails does not take the others with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from typing import Any

from isogloss.errors import IsoglossError
from isogloss.models.endpoints.cache import Answer, AnswerCache, Spent, key_of
from isogloss.models.endpoints.client import Client, Unanswered
from isogloss.models.endpoints.meter import METER
from isogloss.progress import track


@dataclass(frozen=True, slots=True)
class Question:
    """What decides an answer: where it is asked, and the JSON of that text alone."""

    route: str
    body: Any


# Some questions asked in one request -> an answer each, in their order.
Ask = Callable[[Sequence[Question]], Sequence[Answer]]


@dataclass(slots=True)
class Tally:
    """What was used of an endpoint in this process, kept answers too: what the results would cost anew."""

    used: Spent = field(default_factory=Spent)


@dataclass(frozen=True, slots=True)
class Asker:
    """An endpoint and what it has said so far."""

    client: Client
    cache: AnswerCache
    tally: Tally = field(default_factory=Tally)

    def answers(self, questions: Sequence[Question], ask: Ask, *, together: int = 1) -> list[Any]:
        """Return the content of each question's answer, in input order.

        together: questions in one request. An answer is kept as soon as it is there. Where a request fails,
        the others are asked all the same, unless the endpoint refuses or none is answered any more; then the
        first fault is raised, with how many requests are left.
        """
        url, name = self.client.where.url, self.client.where.name
        keys = [key_of(url, question.route, question.body) for question in questions]
        found = {key: self.cache.get(key) for key in dict.fromkeys(keys)}
        missing = {key: question for key, question in zip(keys, questions, strict=True) if found[key] is None}
        todo = list(missing)

        def work(group: list[str]) -> None:
            answers = ask([missing[key] for key in group])
            for key, answer in zip(group, answers, strict=True):
                if answer.keep:
                    self.cache.put(key, name, answer)
                found[key] = answer

        groups = [todo[at : at + together] for at in range(0, len(todo), together)]
        if groups:
            with self.client.turn:
                _all(self.client, groups, work)
        told = {key: answer for key, answer in found.items() if answer is not None}
        for answer in told.values():
            self.tally.used += Spent(1, answer.tokens_in, answer.tokens_out)
            METER.add(answer.tokens_in, answer.tokens_out)
        return [told[key].content for key in keys]


def _all(client: Client, groups: Sequence[list[str]], work: Callable[[list[str]], None]) -> None:
    """Do the work of all groups; raises the first fault once no other can be done."""
    client.stop.clear()
    fault: IsoglossError | None = None
    done = in_vain = 0
    with ThreadPoolExecutor(min(client.patience.at_once, len(groups))) as pool:
        futures: list[Future[None]] = [pool.submit(work, group) for group in groups]
        try:
            for future in track(
                as_completed(futures), label=client.where.model, total=len(futures), unit="request"
            ):
                failed = future.exception()
                if failed is None:
                    done, in_vain = done + 1, 0
                    continue
                if not isinstance(failed, IsoglossError):
                    raise failed
                in_vain += 1
                fault = fault or failed
                # One request had no luck, or the endpoint answers none any more.
                if not isinstance(failed, Unanswered) or not done or in_vain > client.patience.at_once:
                    break
        finally:
            if done < len(groups):  # also on Ctrl-C: threads that wait shall not go on
                client.stop.set()
            for future in futures:
                future.cancel()
    if fault is not None:
        raise _with_count(fault, len(groups) - done, len(groups))


def _with_count(fault: IsoglossError, left: int, of: int) -> IsoglossError:
    if not isinstance(fault, Unanswered) or of == 1:
        return fault
    return Unanswered(f"{fault.message} {left:,} of {of:,} requests have no answer yet.", fix=fault.fix)
