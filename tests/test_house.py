"""The contracts of the house, so that nobody has to remember them."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PULSE = ROOT / "pulse"
MODULES = sorted(p for p in [*PULSE.rglob("*.py"), ROOT / "app.py"])
PAGES = sorted((PULSE / "show" / "pages").glob("*.py"))
PLATFORM_FREE = ("streamlit", "sqlalchemy", "sqlmodel", "httpx")


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


def room(path: Path) -> str:
    return path.relative_to(PULSE).parts[0] if path.is_relative_to(PULSE) else "app"


def lint(config: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    program = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    return subprocess.run(
        [sys.executable, "-c", program, "--config", str(config), "--no-cache"],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_a_room_imports_only_from_rooms_below_it() -> None:
    result = lint(ROOT / ".importlinter", ROOT)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(
    ("place", "breach"),
    [
        ("store/posts.py", "import pulse.classify"),
        ("domain/post.py", "import pulse.flow"),
        ("show/frame.py", "import pulse.store"),
        ("cli/__init__.py", "import pulse.ingest"),
        ("classify/lexicon/phrases.py", "import pulse.classify.heads.tone"),
    ],
)
def test_the_contracts_catch_a_breach(tmp_path: Path, place: str, breach: str) -> None:
    for path in PULSE.rglob("*.py"):
        copy = tmp_path / path.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        text = path.read_text(encoding="utf-8")
        copy.write_text(text + f"\n{breach}\n" if path == PULSE / place else text, encoding="utf-8")
    result = lint(ROOT / ".importlinter", tmp_path)
    assert result.returncode != 0
    assert "BROKEN" in result.stdout


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_module_has_a_sign_on_its_door(path: Path) -> None:
    doc = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert doc
    assert doc[0].isupper() or not doc[0].isalpha() or doc.split()[0].islower()


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.stem)
def test_a_page_neither_computes_nor_queries(path: Path) -> None:
    banned = ("pandas", "numpy", "sqlalchemy", "sqlmodel", "sqlite3", "pulse.store", "pulse.measure", "scipy")
    assert not [name for name in imports(path) if name.split(".")[0] in banned or name.startswith(banned)]
    tree = ast.parse(path.read_text(encoding="utf-8"))
    arithmetic = [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.BinOp)
        and isinstance(node.op, ast.Sub | ast.Mult | ast.Div | ast.FloorDiv | ast.Mod | ast.Pow)
        and not isinstance(node.left, ast.Constant | ast.JoinedStr)
    ]
    assert arithmetic == []


def test_streamlit_stays_in_show() -> None:
    allowed = {"show", "app", "app.py"}
    assert [
        p for p in MODULES if room(p) not in allowed and any(i.split(".")[0] == "streamlit" for i in imports(p))
    ] == []


def test_rows_stay_in_store() -> None:
    outside = [p for p in MODULES if room(p) != "store" and any(i.startswith("pulse.store.rows") for i in imports(p))]
    assert outside == []


def test_the_environment_is_read_in_settings_only() -> None:
    # A platform's token may come from a variable that its options name; the polite reader of it lives in ingest.
    allowed = {"settings.py", "ingest", "cli", "app"}
    reading = re.compile(r"os\.environ|os\.getenv")
    assert [p for p in MODULES if room(p) not in allowed and reading.search(p.read_text(encoding="utf-8"))] == []


def test_the_project_speaks_of_itself_alone() -> None:
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split(
        "\n"
    )
    foreign = re.compile("/" + r"work/|\.\./" + "shared|" + "index-" + "url")
    texts = [ROOT / name for name in tracked if name.endswith((".py", ".md", ".toml", ".txt", ".yaml", ".cfg", "run"))]
    assert [p for p in texts if p.is_file() and foreign.search(p.read_text(encoding="utf-8"))] == []


def test_every_error_is_a_pulse_error_and_ends_so() -> None:
    tree = ast.parse((PULSE / "errors.py").read_text(encoding="utf-8"))
    names = [node.name for node in tree.body if isinstance(node, ast.ClassDef)]
    assert names
    assert all(name.endswith("Error") for name in names)
