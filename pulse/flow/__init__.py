"""The write side: joins the stations so that what people write becomes sealed atoms; one of the only two joints.

pull -> pseudonymise, redact -> keep -> tag -> gather -> seal
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pulse.flow.audit import Status, audit_status, drawn, export_labels, import_labels, to_label
    from pulse.flow.backups import backup, restore
    from pulse.flow.check import check_strategy
    from pulse.flow.classify import Given, classify_texts, tag_sentence, why_lines
    from pulse.flow.diagnosis import check_database, doctor
    from pulse.flow.fitting import fit
    from pulse.flow.judging import Judgement, judge, judge_labels
    from pulse.flow.learning import Learned, learn
    from pulse.flow.load import Loaded, load_organisation, load_strategy, loaded_strategy, undone
    from pulse.flow.office import Office, Progress, alone, enter, quiet
    from pulse.flow.publication import publish
    from pulse.flow.pulling import Receipt, archive_options, bring, pull, receipt_line
    from pulse.flow.registry import remove, sources
    from pulse.flow.reworded import load_reworded
    from pulse.flow.running import rounds, run
    from pulse.flow.sealing import Sealing, seal
    from pulse.flow.starter import write_starter
    from pulse.flow.tagging import tag
    from pulse.flow.tags_file import write_tags
    from pulse.flow.versions import (
        astray,
        damaged_versions,
        learned_versions,
        out_of_use,
        remove_version,
        unusable,
        use_version,
    )

PLACES = {
    "audit": ("Status", "audit_status", "drawn", "export_labels", "import_labels", "to_label"),
    "backups": ("backup", "restore"),
    "check": ("check_strategy",),
    "classify": ("Given", "classify_texts", "tag_sentence", "why_lines"),
    "diagnosis": ("check_database", "doctor"),
    "fitting": ("fit",),
    "judging": ("Judgement", "judge", "judge_labels"),
    "learning": ("Learned", "learn"),
    "load": ("Loaded", "load_organisation", "load_strategy", "loaded_strategy", "undone"),
    "office": ("Office", "Progress", "alone", "enter", "quiet"),
    "publication": ("publish",),
    "pulling": ("Receipt", "archive_options", "bring", "pull", "receipt_line"),
    "reworded": ("load_reworded",),
    "running": ("rounds", "run"),
    "sealing": ("Sealing", "seal"),
    "registry": ("remove", "sources"),
    "starter": ("write_starter",),
    "tagging": ("tag",),
    "tags_file": ("write_tags",),
    "versions": (
        "astray", "damaged_versions", "learned_versions", "out_of_use", "remove_version", "unusable", "use_version",
    ),
}  # fmt: skip
"""Where each job is. It is loaded when it is used: the classifier alone takes seconds, and most commands do without."""

__all__ = [
    "Given", "Judgement", "Learned", "Loaded", "Office", "Progress", "Receipt", "Sealing", "Status", "alone",
    "archive_options", "astray", "audit_status", "backup", "bring", "check_database", "check_strategy",
    "classify_texts", "damaged_versions", "doctor", "drawn", "enter", "export_labels", "fit", "import_labels",
    "judge", "judge_labels", "learn", "learned_versions", "load_organisation", "load_reworded", "load_strategy",
    "loaded_strategy", "out_of_use", "publish", "pull", "quiet", "receipt_line", "remove", "remove_version",
    "restore", "rounds", "run", "seal", "sources", "tag", "tag_sentence", "to_label", "undone", "unusable",
    "use_version", "why_lines", "write_starter", "write_tags",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    for module, names in PLACES.items():
        if name in names:
            return getattr(import_module(f"pulse.flow.{module}"), name)
    raise AttributeError(f"module 'pulse.flow' has no attribute {name!r}")
