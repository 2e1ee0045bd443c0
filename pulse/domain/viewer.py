"""Who looks, in which role, and which units they may see."""

from dataclasses import dataclass
from typing import Literal

from pulse.domain.checks import check
from pulse.domain.organisation import Tree
from pulse.errors import NotAllowedError

Role = Literal["executive", "manager", "comms", "steward", "admin"]
ROLES: tuple[Role, ...] = ("executive", "manager", "comms", "steward", "admin")


@dataclass(frozen=True, slots=True)
class Viewer:
    """A role and, for a manager, the unit whose subtree may be seen."""

    role: Role
    unit: str | None = None

    def __post_init__(self) -> None:
        check(self.role in ROLES, f"role {self.role!r}: use {', '.join(ROLES)}")
        check(self.role != "manager" or self.unit is not None, "a manager needs a unit")

    def sees(self, unit: str, tree: Tree) -> bool:
        """Whether figures of this unit may be shown."""
        return self.role != "manager" or self.unit in tree.path(unit)

    def must_see(self, unit: str, tree: Tree) -> None:
        """Raise NotAllowedError unless figures of this unit may be shown."""
        if not self.sees(unit, tree):
            raise NotAllowedError(f"the role {self.role} may not see unit {unit!r}; ask for the unit {self.unit!r}")
