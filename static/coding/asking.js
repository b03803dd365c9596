// @ts-check
/** The two dialogs that ask for more than a key: a link between actors, and a memo. */

/** @typedef {{from_actor: string, to_actor: string, form: string, polarity: string, regularity: string}} Linked */

/** @param {string} id */
const dialogOf = (id) => /** @type {HTMLDialogElement} */ (document.getElementById(id));

/** @param {string} name @param {HTMLFormElement} form */
const fieldOf = (name, form) => /** @type {HTMLSelectElement | HTMLTextAreaElement} */ (form.elements.namedItem(name));

/** @param {HTMLSelectElement} list */
const isOpen = (list) => CSS.supports("selector(:open)") && list.matches(":open");

export class LinkDialog {
  /** @param {Set<string>} general ids of the forms that are general statements */
  constructor(general) {
    this.general = general;
    this.dialog = dialogOf("pane-link");
    this.form = /** @type {HTMLFormElement} */ (this.dialog.querySelector("form"));
    this.error = /** @type {HTMLElement} */ (this.form.querySelector("[data-link-error]"));
    /** @type {(said: Linked) => void} */
    this.done = () => {};
    this.form.addEventListener("submit", (event) => this.submit(event));
    this.form.addEventListener("keydown", (event) => {
      // A list that is open takes what is pointed at; one that is closed does nothing with the key.
      if (event.key !== "Enter" || !(event.target instanceof HTMLSelectElement) || isOpen(event.target)) return;
      event.preventDefault();
      this.form.requestSubmit();
    });
  }

  /** @param {string | null} from the speaker's actor @param {(said: Linked) => void} done */
  open(from, done) {
    this.done = done;
    this.error.hidden = true;
    const [first, second] = [fieldOf("from_actor", this.form), fieldOf("to_actor", this.form)];
    if (from) first.value = from;
    if (second.value === first.value && second instanceof HTMLSelectElement) {
      second.value = [...second.options].find((option) => option.value !== first.value)?.value ?? "";
    }
    this.dialog.showModal();
    (from ? second : first).focus();
  }

  /** @param {SubmitEvent} event */
  submit(event) {
    const names = ["from_actor", "to_actor", "form", "polarity", "regularity"];
    const said = /** @type {Linked} */ (Object.fromEntries(names.map((name) => [name, fieldOf(name, this.form).value])));
    const wrong = this.wrong(said);
    this.error.hidden = !wrong;
    this.error.textContent = wrong ?? "";
    if (wrong) event.preventDefault();
    else this.done(said);
  }

  /** @param {Linked} said @returns {string | undefined} why it cannot be so */
  wrong(said) {
    if (said.from_actor === said.to_actor) return this.error.dataset.same;
    return this.general.has(said.form) && said.polarity === "enacted" ? this.error.dataset.general : undefined;
  }
}

export class MemoDialog {
  constructor() {
    this.dialog = dialogOf("pane-memo");
    this.form = /** @type {HTMLFormElement} */ (this.dialog.querySelector("form"));
    /** @type {(text: string, kind: string) => void} */
    this.done = () => {};
    this.form.addEventListener("submit", () => this.keep());
    this.form.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.form.requestSubmit();
    });
  }

  /** @param {string} about @param {(text: string, kind: string) => void} done */
  open(about, done) {
    this.done = done;
    /** @type {HTMLElement} */ (this.form.querySelector("[data-memo-about]")).textContent = about;
    this.dialog.showModal();
    fieldOf("text", this.form).focus();
  }

  keep() {
    const field = fieldOf("text", this.form);
    const text = field.value.trim();
    field.value = "";
    if (text) this.done(text, fieldOf("kind", this.form).value);
  }
}
