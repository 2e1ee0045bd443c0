"""What a reader sees: every state in both themes and on a phone, links that are views, nothing fetched from outside."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser
PICTURES = Path(os.environ.get("PULSE_PICTURES") or Path(__file__).parents[2] / "out" / "pictures")
PAGES = {"overview": "", "decision": "decision?d=lahti-move&voice=both", "sources": "sources"}
SIZES = {"wide": (1440, 900), "phone": (390, 844)}
LOOKS = [("light", "wide"), ("dark", "wide"), ("light", "phone"), ("dark", "phone")]
STATES = {
    "hidden": "?fake=hidden", "first": "?fake=first", "unsealed": "?fake=unsealed", "empty": "?fake=empty",
    "draft": "?fake=draft", "model": "?fake=model", "broken": "?fake=broken", "manager": "?fake=manager",
    "calm": "sources?fake=calm", "early": "decision?d=fixed-price",
    "hidden-decision": "decision?fake=hidden&d=one-core",
    "public": "decision?d=one-core&voice=public", "choose": "decision", "unknown": "decision?d=no-such",
}  # fmt: skip
RULES = "['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice']"
QUIET = """() => !document.querySelector('[data-testid=stStatusWidget]') && !document.querySelector('[data-stale=true]')
  && !document.querySelector('[data-testid=stSkeleton]')"""


@pytest.fixture(scope="session")
def outside() -> list[str]:
    """Every address beyond this machine that a page asked for."""
    return []


@contextmanager
def opened(browser, address, path, outside, theme="light", size="wide") -> Iterator[object]:
    """A page in a fresh session, settled."""
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=theme, locale="en-GB", reduced_motion="reduce",
        permissions=["clipboard-read", "clipboard-write"],
    )  # fmt: skip
    page = context.new_page()
    page.on("request", lambda r: outside.append(r.url) if _beyond(r.url) else None)
    page.goto(f"{address}/{path}")
    settled(page)
    yield page
    context.close()


def _beyond(url: str) -> bool:
    return not re.match(r"(https?|wss?)://127\.0\.0\.1[:/]|data:|blob:|about:", url)


def settled(page) -> None:
    page.wait_for_selector("h1, [data-testid=stException], .st-key-trouble", timeout=60_000)
    page.wait_for_function(QUIET, timeout=60_000)
    page.wait_for_timeout(500)


def picture(page, name: str) -> None:
    """The whole page as a picture; Streamlit scrolls inside, so the window is made as tall as the page."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    size = page.viewport_size
    tall = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
    page.set_viewport_size({"width": size["width"], "height": min(max(tall, size["height"]) + 20, 8000)})
    page.wait_for_timeout(500)
    page.screenshot(path=str(PICTURES / f"{name}.png"))


def complaints(page) -> list[str]:
    """What axe finds wrong."""
    page.add_script_tag(content=(files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate(f"axe.run(document, {{runOnly: {RULES}}})")
    return [f"{v['id']} ({v['impact']}): {n['html'][:160]}" for v in found["violations"] for n in v["nodes"][:3]]


def sideways(page) -> int:
    return page.evaluate(
        "(() => {const m = document.querySelector('[data-testid=stMain]'); return m.scrollWidth - m.clientWidth})()"
    )


@pytest.mark.parametrize(("theme", "size"), LOOKS)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_can_be_read_by_everyone(browser, address, outside, name, theme, size):
    with opened(browser, address, PAGES[name], outside, theme, size) as page:
        picture(page, f"{name}-{theme}-{size}")
        assert sideways(page) == 0
        assert page.locator("h1").count() == 1
        assert page.locator("[data-testid=stException]").count() == 0
        charts = page.locator("[data-testid=stVegaLiteChart]")
        shown = [charts.nth(i) for i in range(charts.count()) if charts.nth(i).is_visible()]
        assert all(chart.get_attribute("aria-label") for chart in shown)
        images = page.locator("img.mark")
        assert all(images.nth(i).get_attribute("alt") for i in range(images.count()))
        dark = page.evaluate("getComputedStyle(document.querySelector('.stApp')).backgroundColor") == "rgb(18, 24, 31)"
        assert dark == (theme == "dark")
        assert complaints(page) == []


@pytest.mark.parametrize("name", STATES)
def test_every_state_has_its_own_words(browser, address, outside, name):
    with opened(browser, address, STATES[name], outside) as page:
        picture(page, f"state-{name}")
        assert page.locator("[data-testid=stException]").count() == 0
        assert sideways(page) == 0
        assert complaints(page) == []


def test_a_link_is_a_view(browser, address, outside):
    with opened(browser, address, "", outside) as page:
        page.get_by_role("radio", name="13 weeks").click()
        settled(page)
        page.get_by_role("radio", name="Public").click()
        page.wait_for_function("location.search.includes('voice=public')")
        settled(page)
        assert "period=13" in page.url
        here, shown = page.url, page.locator(".st-key-rows").inner_text()
    with opened(browser, address, here.removeprefix(address + "/"), outside) as fresh:
        assert fresh.get_by_role("radio", name="13 weeks").get_attribute("aria-checked") == "true"
        assert fresh.get_by_role("radio", name="Public").get_attribute("aria-checked") == "true"
        assert fresh.locator(".st-key-rows").inner_text() == shown


def test_the_shared_link_names_every_filter(browser, address, outside):
    with opened(browser, address, "decision?d=stop-work", outside) as page:
        page.get_by_role("button", name="Share", exact=True).click()
        link = page.locator("[data-testid=stCode]").inner_text().strip()
        assert link.startswith(address)
        assert link.endswith("?d=stop-work&period=4&unit=all&voice=internal")
    with opened(browser, address, link.removeprefix(address + "/"), outside) as fresh:
        assert fresh.locator("h1").inner_text() == "Everyone may stop unsafe work"


def test_filters_follow_the_reader(browser, address, outside):
    with opened(browser, address, "", outside) as page:
        page.get_by_role("radio", name="Public").click()
        page.wait_for_function("location.search.includes('voice=public')")
        settled(page)
        page.get_by_role("link", name="Digital service first").click()
        page.wait_for_function("document.querySelector('h1')?.innerText === 'Digital service first'")
        settled(page)
        assert "d=digital-service" in page.url
        assert page.get_by_role("radio", name="Public").get_attribute("aria-checked") == "true"
        assert "voice=public" in page.url
        page.get_by_role("link", name="Overview").click()
        page.wait_for_function("document.querySelector('h1')?.innerText.startsWith('How our')")
        settled(page)
        assert page.get_by_role("radio", name="Public").get_attribute("aria-checked") == "true"


def test_clear_brings_the_filters_back(browser, address, outside):
    with opened(browser, address, "?voice=both&unit=it", outside) as page:
        page.get_by_role("button", name="Clear", exact=True).click()
        page.wait_for_function("!location.search.includes('unit')")
        settled(page)
        assert page.get_by_role("radio", name="Internal").get_attribute("aria-checked") == "true"
        assert page.get_by_role("button", name="Clear", exact=True).count() == 0


def test_another_decision_is_one_choice_away(browser, address, outside):
    with opened(browser, address, "decision?d=stop-work", outside) as page:
        page.get_by_role("combobox", name="Decision").click()
        page.get_by_role("option", name="Digital service first").click()
        page.wait_for_function("document.querySelector('h1')?.innerText === 'Digital service first'")
        assert "d=digital-service" in page.url


def test_the_map_changes_without_moving_the_page(browser, address, outside):
    with opened(browser, address, "decision?d=lahti-move", outside) as page:
        page.get_by_role("radio", name="Support, by four weeks").scroll_into_view_if_needed()
        before = page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop")
        page.get_by_role("radio", name="Support, by four weeks").click()
        page.wait_for_selector("[aria-label^='Heat map of support']", state="attached")
        settled(page)
        assert abs(page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop") - before) < 40
        picture(page, "decision-support-map")


def test_the_numbers_come_as_a_file(browser, address, outside):
    with opened(browser, address, "", outside) as page:
        page.get_by_role("button", name="Share", exact=True).click()
        with page.expect_download() as waiting:
            page.get_by_role("button", name="Numbers as CSV").click()
        text = waiting.value.path().read_text(encoding="utf-8")
        assert text.startswith("voice,subject_kind,subject,unit,from,to,measure,value,low,high")
        assert "lahti-move" in text


def test_the_title_in_the_tab_names_the_page(browser, address, outside):
    with opened(browser, address, "sources", outside) as page:
        page.wait_for_function("document.title === 'Sources – Pulse'")
        assert page.evaluate("document.documentElement.lang") == "en"


@pytest.mark.slow
@pytest.mark.parametrize(("theme", "size"), [("light", "wide"), ("dark", "phone")])
def test_the_demo_organisation_can_be_read_by_everyone(browser, demo_address, outside, theme, size):
    with opened(browser, demo_address, "", outside, theme, size) as page:
        picture(page, f"demo-overview-{theme}-{size}")
        assert page.locator("[data-testid=stException]").count() == 0
        assert sideways(page) == 0
        assert complaints(page) == []
        page.set_viewport_size({"width": SIZES[size][0], "height": SIZES[size][1]})
        first = page.locator(".st-key-rows .stPageLink a").first
        title = first.inner_text()
        first.click()
        page.wait_for_function("title => document.querySelector('h1')?.innerText === title", arg=title)
        settled(page)
        picture(page, f"demo-decision-{theme}-{size}")
        assert page.locator("[data-testid=stException]").count() == 0
        assert sideways(page) == 0
        assert complaints(page) == []
    with opened(browser, demo_address, "sources", outside, theme, size) as page:
        assert "up to date" in page.locator(".lede").inner_text()
        assert complaints(page) == []


def test_no_page_asked_for_anything_outside(outside):
    assert outside == []
