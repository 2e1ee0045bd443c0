"""The nouns: frozen, checked when made, known to every room."""

from pulse.domain.answer import MEASURES, Answer, Basis, Measure, Question, Reason, Word
from pulse.domain.atom import BASE, GRAINS, Atom, Audit, Grain
from pulse.domain.checks import LANGUAGES, UNKNOWN
from pulse.domain.organisation import LEVELS, Level, Person, Tree, Unit
from pulse.domain.post import VOICES, Json, Page, Post, Refusal, Source, Trace, Voice
from pulse.domain.strategy import ALL, Decision, Strategy, Subject, SubjectKind, Target, Theme
from pulse.domain.tag import ACTS, STANCES, TONES, Act, Label, Stance, Tag
from pulse.domain.viewer import ROLES, Role, Viewer
from pulse.domain.weeks import PERIODS, WEEK

__all__ = [
    "ACTS", "ALL", "BASE", "GRAINS", "LANGUAGES", "LEVELS", "MEASURES", "PERIODS", "ROLES", "STANCES", "TONES",
    "UNKNOWN", "VOICES", "WEEK", "Act", "Answer", "Atom", "Audit", "Basis", "Decision", "Grain", "Json", "Label",
    "Level", "Measure", "Page", "Person", "Post", "Question", "Reason", "Refusal", "Role", "Source", "Stance",
    "Strategy", "Subject", "SubjectKind", "Tag", "Target", "Theme", "Trace", "Tree", "Unit", "Viewer", "Voice", "Word",
]  # fmt: skip
