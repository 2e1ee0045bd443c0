"""Measures models on texts that they were not fitted on, by leaving whole sources out, and tells it in a card."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

from pulse.classify import f1, own
from pulse.classify.fitting import teach, teach_form, teach_meaning
from pulse.classify.heads import together
from pulse.classify.heads.model import Model
from pulse.classify.labelled import Row, sampled
from pulse.classify.words.batch import read
from pulse.classify.words.vocabulary import Floats
from pulse.domain import ACTS, LANGUAGES, STANCES, TONES, UNKNOWN

MOST = 700
"""So many texts of a language, source and label are judged."""
LENGTHS = (1, 3, 6, 12)
"""How many words of a text the language is told by."""
ENOUGH = 4
"""So many words has a text in another language at least, where it is judged."""
CHUNK = 2_000
SEED = 20_240_104


def card(held: Sequence[Row], arrays: Mapping[str, Floats]) -> dict[str, Any]:
    """What the model of these arrays was fitted on, and how models fitted like it do on sources left out."""
    taught = [*held, *own.posts()]
    with threadpool_limits(1):
        return {
            "sources": sources([*taught, *own.asking(), *own.spoken(), *own.others(), *own.nordic()]),
            "tone": _left_out(taught, arrays, "tone", teach_meaning.fit_tone, lambda row: row.tone or None, _tone),
            "asks": _left_out(taught, arrays, "asks", teach_form.fit_asks, lambda row: row.asks, asking),
            "language": language([*held, *own.meant()], arrays),
            "work": work(arrays),
            "errors": errors(arrays),
        }


def sources(held: Sequence[Row]) -> list[dict[str, Any]]:
    """Each source, language and task, its licence and rows."""
    counts = Counter((row.source, row.licence, row.task, row.lang) for row in held)
    names = ("source", "licence", "task", "language", "rows")
    return [dict(zip(names, (*key, count), strict=True)) for key, count in sorted(counts.items())]


def family(row: Row) -> str:
    """The source that is left out as a whole: all languages and parts of XED, of UD ..."""
    return row.source.replace("_", "-").split("-")[0]


def say(arrays: Mapping[str, Floats], texts: Sequence[str]) -> list[together.Said]:
    """What a model of these arrays says of the texts."""
    model = Model(arrays, "judged")
    words = together.vocabulary(model)
    chunks = (texts[start : start + CHUNK] for start in range(0, len(texts), CHUNK))
    batches = (read(chunk, words) for chunk in chunks)
    return [together.say(batch, words, model, [""] * len(batch.starts)) for batch in batches]


def say_own(arrays: Mapping[str, Floats], rows: Sequence[Row]) -> together.Said:
    """What it says of our own posts, whose subject is known."""
    model = Model(arrays, "judged")
    words = together.vocabulary(model)
    batch = read([row.text for row in rows], words)
    return together.say(batch, words, model, [""] * len(rows), about=[float(row.about) for row in rows])


Figures = dict[str, dict[str, float]]
"""By language: macro-F1 as "f1", the ends of its 95 % range as "low" and "high", and of how many "texts"."""
Measured = Callable[[Mapping[str, Floats], Sequence[Row]], Figures]


def _left_out(
    taught: Sequence[Row], arrays: Mapping[str, Floats], name: str, fitted: Callable[[Sequence[Row]], Any],
    answer: Callable[[Row], object], measured: Measured,
) -> dict[str, Figures]:  # fmt: skip
    """For each family of sources: how a head fitted without it does on it, by language.

    A family is left in where the others lack one of the answers: no head can be fitted without it.
    """
    known = [row for row in taught if answer(row) is not None]
    answers = {answer(row) for row in known}
    families = [
        left
        for left in sorted({family(row) for row in known})
        if {answer(row) for row in known if family(row) != left} == answers
    ]
    return {left: measured(*_without(left, taught, known, arrays, name, fitted)) for left in families}


def _without(
    left: str, taught: Sequence[Row], known: Sequence[Row], arrays: Mapping[str, Floats], name: str,
    fitted: Callable[[Sequence[Row]], Any],
) -> tuple[Mapping[str, Floats], list[Row]]:  # fmt: skip
    """A model whose head is fitted without a family of sources, and the known rows of it to judge it on."""
    trial = {key: array.copy() for key, array in arrays.items()}
    teach.put(trial, name, fitted([row for row in taught if family(row) != left]))
    judged = [row for row in (*known, *own.held()) if family(row) == left]
    return trial, sampled(judged, MOST, lambda row: (row.lang, row.tone, row.asks))


def asks_without(left: str, taught: Sequence[Row], arrays: Mapping[str, Floats]) -> Figures:
    """How the asking head does by language on a family of sources that it is fitted without; the rest as in arrays."""
    known = [row for row in taught if row.asks is not None]
    return asking(*_without(left, taught, known, arrays, "asks", teach_form.fit_asks))


def _tone(arrays: Mapping[str, Floats], judged: Sequence[Row]) -> Figures:
    said = np.vstack([part.tone for part in say(arrays, [row.text for row in judged])]).argmax(axis=1)
    return _by_language(judged, [row.tone for row in judged], [TONES[at] for at in said])


def asking(arrays: Mapping[str, Floats], judged: Sequence[Row]) -> Figures:
    """How well questions are told without their marks."""
    said = np.concatenate([part.asks for part in say(arrays, [row.text.replace("?", "") for row in judged])]) >= 0.5
    return _by_language(judged, [str(row.asks) for row in judged], [str(bool(asks)) for asks in said])


def _by_language(judged: Sequence[Row], true: Sequence[str], said: Sequence[str]) -> Figures:
    """Macro-F1 over the labels that a language has; every text stands for a person."""
    names, places = np.unique([true, said], return_inverse=True)
    answers, langs = places.reshape(2, -1), np.array([row.lang for row in judged])
    found = {}
    for lang in sorted(set(langs.tolist())):
        own_texts = np.flatnonzero(langs == lang)
        people = [str(at) for at in own_texts]
        confused = f1.by_person(answers[0, own_texts], answers[1, own_texts], len(names), people)
        low, value, high = (round(at, 3) for at in f1.ranged(confused, SEED))
        found[lang] = {"f1": value, "low": low, "high": high, "texts": len(own_texts)}
    return found


def language(taught: Sequence[Row], arrays: Mapping[str, Floats]) -> dict[str, Any]:
    """How often the first words of treebank sentences are told right, and other languages unknown, left out both."""
    strange = own.strange()
    unseen = {row.lang for row in strange}
    trial = {key: array.copy() for key, array in arrays.items()}
    kept = [*(row for row in taught if family(row) != "UD"), *own.asking(), *own.nordic()]
    others = [row for row in own.others() if row.lang not in unseen]
    teach.put(trial, "language", teach_form.fit_language([*kept, *others]))
    judged = sampled([row for row in taught if family(row) == "UD"], MOST, lambda row: row.lang)
    return told_apart(trial, judged, [*strange, *(row for row in own.others() if row.lang in unseen)])


def told_apart(arrays: Mapping[str, Floats], judged: Sequence[Row], strange: Sequence[Row]) -> dict[str, Any]:
    """How often a model tells the language of the first words of texts, and that other texts are in none of ours."""
    found: dict[str, Any] = {}
    for length in LENGTHS:
        rows = [row for row in judged if len(row.text.split()) >= length]
        said = [name for part in say(arrays, [_first(row.text, length) for row in rows]) for name in part.languages]
        found[f"{length} words"] = {
            lang: _shares([name for row, name in zip(rows, said, strict=True) if row.lang == lang], lang)
            for lang in LANGUAGES
        }
    asked = [row for row in strange if len(row.text.split()) >= ENOUGH]
    names = [name for part in say(arrays, [row.text for row in asked]) for name in part.languages]
    unknown = {
        lang: np.mean([name == UNKNOWN for row, name in zip(asked, names, strict=True) if row.lang == lang])
        for lang in sorted({row.lang for row in asked})
    }
    mean = float(np.mean([*unknown.values()])) if unknown else 1.0
    found["other languages"] = {"texts": len(names), "languages": len(unknown), "unknown": round(mean, 3)}
    return found


def _first(text: str, length: int) -> str:
    return " ".join(text.split()[:length])


def _shares(names: Sequence[str], lang: str) -> dict[str, float]:
    total = max(len(names), 1)
    return {
        "right": round(names.count(lang) / total, 3),
        "unknown": round(names.count(UNKNOWN) / total, 3),
        "texts": len(names),
    }


def work(arrays: Mapping[str, Floats]) -> dict[str, Figures]:
    """The whole model on our own posts that nothing is fitted on, by language: macro-F1 of each head."""
    rows = own.held()
    said = say_own(arrays, rows)
    answers = {
        "tone": ([row.tone for row in rows], [TONES[at] for at in said.tone.argmax(axis=1)]),
        "stance": ([row.stance for row in rows], [STANCES[at] for at in said.stance.argmax(axis=1)]),
        "act": ([row.act for row in rows], [ACTS[at] for at in said.act.argmax(axis=1)]),
        "asks": ([str(row.asks) for row in rows], [str(bool(p >= 0.5)) for p in said.asks]),
    }
    return {name: _by_language(rows, true, found) for name, (true, found) in answers.items()}


def errors(arrays: Mapping[str, Floats]) -> dict[str, dict[str, int]]:
    """Right and wrong answers on those posts, for ranges of figures that nobody has audited yet."""
    rows = own.held()
    said = say_own(arrays, rows)
    stances = [STANCES[at] for at in said.stance.argmax(axis=1)]
    acts = [ACTS[at] for at in said.act.argmax(axis=1)]
    acting = ("doing", "done")
    pairs = {
        "asks": [(bool(row.asks), bool(p >= 0.5)) for row, p in zip(rows, said.asks, strict=True)],
        "favour": [(row.stance == "favour", s == "favour") for row, s in zip(rows, stances, strict=True)],
        "against": [(row.stance == "against", s == "against") for row, s in zip(rows, stances, strict=True)],
        "doing": [(row.act in acting, a in acting) for row, a in zip(rows, acts, strict=True)],
        "wish": [(row.act == "wish", a == "wish") for row, a in zip(rows, acts, strict=True)],
    }
    return {name: _counts(found) for name, found in pairs.items()}


def _counts(pairs: Sequence[tuple[bool, bool]]) -> dict[str, int]:
    found = Counter(pairs)
    return {"tp": found[True, True], "fp": found[False, True], "fn": found[True, False], "tn": found[False, False]}
