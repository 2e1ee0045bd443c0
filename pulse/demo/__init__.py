"""The simulated organisation: people, posts in six languages, and what is really true of each of them."""

from pulse.demo.build import Built, build
from pulse.demo.coder import Drawn, code
from pulse.demo.files import labels, write
from pulse.demo.rows import Leaning, Member, Reworded, Said, Truth, World
from pulse.demo.simulate import simulate
from pulse.demo.story import story

__all__ = [
    "Built", "Drawn", "Leaning", "Member", "Reworded", "Said", "Truth", "World", "build", "code", "labels", "simulate",
    "story", "write",
]  # fmt: skip
