"""What the device keeps: ids and offsets, no word of an interview; and what works where it keeps nothing."""

import pytest
from playwright.sync_api import expect

from coding.models import Coding
from ground.launcher.processes import wait_until
from tests.browser.offline.unsent import KEPT, back_online, state

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_device_keeps_ids_and_offsets_and_no_word_of_the_text(page):
    page.context.set_offline(True)
    for key in ("1", "w", "m"):
        page.keyboard.press(key)
    page.keyboard.type("Rahasia dari masker")
    page.keyboard.press("Control+Enter")
    expect(state(page)).to_contain_text("Not sent: 3")

    kept = page.evaluate(KEPT)

    assert '"start"' in kept
    assert not any(word in kept for word in ("masker", "kami", "Rahasia", "menyumbang"))
    back_online(page)
    assert wait_until(lambda: page.evaluate(KEPT) == "[]", 10)


EVERYTHING = """async () => {
    const told = [JSON.stringify(localStorage), JSON.stringify(sessionStorage), JSON.stringify(await caches.keys())];
    for (const { name } of await indexedDB.databases()) {
        const database = await new Promise((resolve) => {
            const opening = indexedDB.open(name);
            opening.onsuccess = () => resolve(opening.result);
        });
        for (const store of database.objectStoreNames) {
            const all = database.transaction(store).objectStore(store).getAll();
            told.push(await new Promise((resolve) => { all.onsuccess = () => resolve(JSON.stringify(all.result)); }));
        }
    }
    return told.join();
}"""


def test_after_a_session_no_storage_of_the_browser_holds_a_word_of_the_interview(page, interview):
    for key in ("1", "w", "Control+ArrowRight", "2", "Delete"):
        page.keyboard.press(key)
    expect(state(page)).to_contain_text("Saved")
    page.context.set_offline(True)
    page.keyboard.press("3")
    expect(state(page)).to_contain_text("Not sent: 1")

    told = page.evaluate(EVERYTHING).lower()

    words = {word.strip(".?,").lower() for word in interview.transcript.text.split() if len(word) > 5}
    assert '"start"' in told
    assert [word for word in sorted(words) if word in told] == []


DENIED = "IDBFactory.prototype.open = () => { throw new DOMException('', 'SecurityError'); };"
FULL = "IDBObjectStore.prototype.add = () => { throw new DOMException('', 'QuotaExceededError'); };"


@pytest.mark.parametrize("script", [DENIED, FULL], ids=["denied", "full"])
def test_where_the_browser_keeps_nothing_coding_works_and_the_page_says_so(open_pane, coder, script):
    page = open_pane(coder, script=script)
    page.locator("[data-text]").focus()
    for key in ("ArrowDown", "Control+ArrowRight", "1"):
        page.keyboard.press(key)

    expect(page.get_by_text("Cannot work offline here")).to_be_visible()
    expect(state(page)).to_contain_text("Saved")
    assert Coding.objects.count() == 1
