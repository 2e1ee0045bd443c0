"""Text with words that stand out; screens and papers each draw it their own way."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text that is strong or not."""

    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Rich:
    """Runs of text, in order."""

    runs: tuple[Run, ...] = ()

    @classmethod
    def parse(cls, template: str) -> "Rich":
        """Text in which stars surround what is strong.

        >>> Rich.parse("Week 47: *clear* change").runs[1]
        Run(text='clear', strong=True)
        """
        parts = template.split("*")
        return cls(tuple(Run(part, strong=i % 2 == 1) for i, part in enumerate(parts) if part))

    @classmethod
    def join(cls, parts: Iterable["Rich"], by: str = " ") -> "Rich":
        """Several texts, one after the other.

        >>> Rich.join([Rich.parse("One."), Rich(), Rich.parse("Two.")]).plain
        'One. Two.'
        """
        runs: list[Run] = []
        for part in parts:
            if part.runs and runs:
                runs.append(Run(by))
            runs.extend(part.runs)
        return cls(tuple(runs))

    def filled(self, values: dict[str, str]) -> "Rich":
        """The same runs with their blanks filled; a star in a value stays a star."""
        return Rich(tuple(Run(run.text.format_map(values), run.strong) for run in self.runs))

    @property
    def plain(self) -> str:
        """The text alone."""
        return "".join(run.text for run in self.runs)

    def __bool__(self) -> bool:
        return bool(self.runs)
