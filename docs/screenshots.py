"""The pictures of README.md and docs/, taken of a running app that holds the demo studies.

    .venv/bin/python -m docs.screenshots [ADDRESS] [ACCOUNTS]

ADDRESS is where the app is (http://127.0.0.1:8000), ACCOUNTS the file with the demo accounts. It changes nothing but
what a reader would: it builds the summary of demo-a where there is none yet, and discards the file it drops.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import typst
from playwright.sync_api import Browser, Page, sync_playwright

from tests.chromium import launch_options

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
STUDY = "/studies/demo-a"
WIDE, LOW, PHONE = {"width": 1280, "height": 760}, {"width": 1280, "height": 700}, {"width": 390, "height": 844}
SMALL = {"width": 800, "height": 470}
SHEET = """#set page(width: auto, height: auto, margin: 6pt, fill: luma(85%))
#grid(columns: 3, gutter: 6pt, ..(5, 7, 10).map(n => box(fill: white, image("report.pdf", page: n, width: 210pt))))"""
LARGEST = 250_000  # bytes


class Camera:
    """One browser, signed in anew for every look."""

    def __init__(self, browser: Browser, address: str, passwords: dict[str, str]):
        self.browser, self.address, self.passwords = browser, address, passwords

    @contextmanager
    def look(self, user: str, *, language: str = "en", theme: str = "light", size: dict = WIDE) -> Iterator[Page]:
        """A page as `user` sees it in a language, a theme and a size of window."""
        context = self.browser.new_context(viewport=size, base_url=self.address, reduced_motion="reduce")
        chosen = {"coprod_language": language, "coprod_theme": theme}
        context.add_cookies([{"name": name, "value": value, "url": self.address} for name, value in chosen.items()])
        page = context.new_page()
        page.goto("/accounts/login/")
        page.fill("[name=login]", user)
        page.fill("[name=password]", self.passwords[user])
        page.click("main button.primary")
        page.wait_for_url("**/studies/")
        yield page
        context.close()

    def take(self, page: Page, name: str) -> None:
        """Keep what the window shows as docs/images/NAME.png."""
        page.evaluate("document.fonts.ready")
        page.wait_for_timeout(400)
        file = IMAGES / f"{name}.png"
        page.screenshot(path=file)
        weight = file.stat().st_size
        print(f"{file.relative_to(ROOT)}: {weight // 1000} kB")
        if weight > LARGEST:
            raise SystemExit(f"{file.name} is larger than {LARGEST // 1000} kB: show less of the page.")


def passwords_in(file: Path) -> dict[str, str]:
    """Username → password, of lines such as `demo-peneliti  PASSWORD  owner: …`."""
    return dict(line.split()[:2] for line in file.read_text().splitlines() if line.strip())


def with_summary(page: Page) -> None:
    """Open the summary of the demo study; where it was never built, build it first."""
    page.goto(f"{STUDY}/summaries/")
    if page.locator("#verdict").count() == 0:
        page.click("form[action$='/summaries/build/'] button")
        page.wait_for_selector("#verdict", timeout=60_000)


def with_coding(page: Page, interview: str, number: int) -> None:
    """Open an interview on the coding screen and take its `number`th coding in hand."""
    page.goto(f"{STUDY}/interviews/{interview}/")
    page.wait_for_selector("html[data-marks=all]")
    page.focus("[data-text]")
    for _ in range(number):
        page.keyboard.press("]")
        page.wait_for_timeout(150)


def with_a_file(page: Page) -> None:
    """Drop an interview and come to the page that asks who speaks."""
    page.goto(f"{STUDY}/interviews/import/")
    page.set_input_files("input[type=file]", str(ROOT / "reports" / "demo" / "a" / "W-T1.txt"))
    page.click("main button.primary")
    page.wait_for_selector("#voices")


TABLE = """Menit;Yang bicara;Isi
00:12;Peneliti;Bantuan apa yang sampai ke RT ini?
00:21;Ibu Rukun;Masker kain, kami jahit sendiri di balai warga.
00:40;Peneliti;Siapa yang membagi?
00:44;Ibu Rukun;Pemuda, tiap Jumat sore.
"""


def with_a_table(page: Page) -> None:
    """Drop a table, of an invented interview, and come to the page that asks what its columns hold."""
    page.goto(f"{STUDY}/interviews/import/")
    page.set_input_files("input[type=file]", {"name": "W-RT.csv", "mimeType": "text/csv", "buffer": TABLE.encode()})
    page.click("main button.primary")
    page.wait_for_selector("[name$=-words]")


def with_a_correction(page: Page, interview: str) -> None:
    """Put a turn in, cut most of them short, and come to the page that says what becomes of the codings."""
    page.goto(f"{STUDY}/interviews/{interview}/correct/")
    text = page.input_value("#correct-text")
    lines = text.split("\n")
    lines = [" ".join(line.split()[: 8 if len(line) > 90 else None]) for line in lines]
    page.fill("#correct-text", "\n".join([*lines[:2], "P: Boleh saya rekam?", *lines[2:]]))
    page.click("main button.primary")
    page.wait_for_selector("#discard", state="attached")


def coding_screen(camera: Camera) -> None:
    with camera.look("demo-pengode") as page:
        with_coding(page, "W-M2", 3)
        camera.take(page, "coding")
    with camera.look("demo-pengode", language="id", theme="dark") as page:
        with_coding(page, "W-T4", 3)
        camera.take(page, "coding-dark")
    with camera.look("demo-pengode", language="id", size=PHONE) as page:
        with_coding(page, "W-M2", 4)
        camera.take(page, "coding-phone")


def guide_to_coding(camera: Camera) -> None:
    for language, ending in (("en", ""), ("id", "-id")):
        with camera.look("demo-pengode", language=language, size=LOW) as page:
            with_coding(page, "W-M2", 3)
            page.keyboard.press("/")
            for typed in ("mat.2", "fis"):
                page.keyboard.type(typed)
                page.keyboard.press("Control+Enter")
            camera.take(page, f"coding-picker{ending}")


def supervisors_pages(camera: Camera) -> None:
    with camera.look("demo-pembimbing", size=LOW) as page:
        with_summary(page)
        camera.take(page, "summary")
        page.evaluate("document.querySelector('#matrix').scrollIntoView()")
        camera.take(page, "matrix")
        page.evaluate("document.querySelector('#participation').scrollIntoView()")
        camera.take(page, "findings")
        page.goto(f"{STUDY}/review/")
        camera.take(page, "review")
    with camera.look("demo-pembimbing", language="id", theme="dark", size=LOW) as page:
        with_summary(page)
        camera.take(page, "summary-dark")


def import_page(camera: Camera) -> None:
    with camera.look("demo-pengode") as page:
        with_a_file(page)
        camera.take(page, "who-speaks")
        page.click("button[form^='discard-']")
    for language, ending in (("en", ""), ("id", "-id")):
        with camera.look("demo-pengode", language=language) as page:
            with_a_table(page)
            camera.take(page, f"columns{ending}")
            page.goto(f"{STUDY}/interviews/import/voices/")
            page.click("button[form^='discard-']")


def correction_page(camera: Camera) -> None:
    for language, ending in (("en", ""), ("id", "-id")):
        with camera.look("demo-pembimbing", language=language) as page:
            with_a_correction(page, "W-M2")
            camera.take(page, f"correction{ending}")
            page.click("button[form=discard]")


def report_page(camera: Camera) -> None:
    for language, ending in (("en", ""), ("id", "-id")):
        with camera.look("demo-pembimbing", language=language, size=SMALL) as page:
            page.goto(f"{STUDY}/report/")
            page.evaluate("document.querySelector('#report-parts').scrollIntoView()")
            camera.take(page, f"report{ending}")


def report_pages(camera: Camera) -> None:
    """Three pages of the PDF that the app makes: the main table, a dimension, the coordination."""
    with camera.look("demo-pembimbing") as page:
        page.goto(f"{STUDY}/report/")
        if page.locator("a[download]", has_text="PDF").count() == 0:
            page.click("button[value=pdf]")
            page.locator("a[download]", has_text="PDF").wait_for(timeout=60_000)
        with page.expect_download() as made:
            page.locator("a[download]", has_text="PDF").click()
        with TemporaryDirectory() as folder:
            made.value.save_as(Path(folder) / "report.pdf")
            sheet = Path(folder) / "sheet.typ"
            sheet.write_text(SHEET)
            (IMAGES / "report-pages.png").write_bytes(typst.compile(sheet, format="png", ppi=72))


def main() -> None:
    address = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000"
    passwords = passwords_in(Path(sys.argv[2]) if len(sys.argv) > 2 else ROOT / "var" / "demo-accounts.txt")
    IMAGES.mkdir(exist_ok=True)
    with sync_playwright() as play:
        browser = play.chromium.launch(**launch_options())
        camera = Camera(browser, address.rstrip("/"), passwords)
        for part in (
            coding_screen,
            guide_to_coding,
            supervisors_pages,
            import_page,
            correction_page,
            report_page,
            report_pages,
        ):
            part(camera)
        browser.close()


if __name__ == "__main__":
    main()
