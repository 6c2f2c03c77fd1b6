// `<jiken-classifier>`: the page's workspace as an element for others' pages. What its attributes and
// properties say becomes the store's state, what the store tells becomes its events and its form's value.

import {
  css,
  html,
  LitElement,
  nothing,
  type PropertyDeclarations,
  type PropertyValues,
} from "lit";
import type * as face from "../../package/element";
import type { Analysis, Assets, Mode, Tables } from "../../package/index";
import type { Problem } from "../engine/protocol";
import type { Language } from "../labels";
import { JikenError } from "../package/error";
import { connect } from "../package/files";
import type { Lease } from "../package/pool";
import { type Frame, type State, Store } from "../store";
import { define } from "../ui/define";
import { palette } from "../ui/tokens";
import { Workspace } from "../ui/workspace";
import { fetchTables, TablesFailure } from "./tables";

export class JikenClassifierElement extends LitElement implements face.JikenClassifierElement {
  static readonly formAssociated = true;

  static override properties: PropertyDeclarations = {
    language: { noAccessor: true },
    compact: { type: Boolean, reflect: true },
    readOnly: { type: Boolean, reflect: true, attribute: "readonly" },
    height: {},
    assets: {},
    tables: {},
    name: { reflect: true, useDefault: true },
  };

  static override styles = [
    palette,
    css`
      :host {
        display: block;
        min-inline-size: 0;
        color: var(--jk-ink);
        background: var(--jk-paper);
        font-family: var(--jk-sans);
        font-size: 1rem;
        line-height: 1.6;
        line-break: strict;
        text-align: start;
      }

      :host([hidden]) {
        display: none;
      }

      .frame {
        display: flex;
        flex-direction: column;
        block-size: 100%;
      }

      .frame.own-height {
        overflow: auto;
      }

      ::slotted(*) {
        padding-inline: var(--jk-gap);
      }

      jk-workspace {
        flex: 1 1 auto;
        min-block-size: 0;
      }
    `,
  ];

  declare compact: boolean;
  declare readOnly: boolean;
  declare height: string;
  declare assets: string | URL | Assets | null;
  declare tables: string;
  declare name: string;

  readonly #internals = this.attachInternals();
  #language: Language | null = null;
  #disabled = false;
  /** The text that came before there was a store. */
  #text = "";
  #store: Store | null = null;
  #lease: Lease | null = null;
  /** The state whose news has been told. */
  #told: State | null = null;

  constructor() {
    super();
    this.compact = false;
    this.readOnly = false;
    this.height = "";
    this.assets = null;
    this.tables = "";
    this.name = "";
  }

  get language(): Language {
    return this.#language ?? pageLanguage();
  }

  set language(language: Language | null) {
    this.#language = language === "ja" || language === "en" ? language : null;
    this.requestUpdate("language");
  }

  get text(): string {
    return this.#store?.state.text ?? this.#text;
  }

  set text(text: string) {
    if (!this.#store) this.#text = text ?? "";
    else if (text !== this.#store.state.text) this.#store.open(text ?? "");
  }

  get analysis(): Analysis | null {
    return this.#store?.isCurrent ? this.#store.state.analysis : null;
  }

  get value(): string {
    const { analysis } = this;
    return analysis ? JSON.stringify(analysis) : "";
  }

  get mode(): Mode | null {
    const engine = this.#store?.state.engine;
    return engine?.phase === "ready" ? engine.mode : null;
  }

  get form(): HTMLFormElement | null {
    return this.#internals.form;
  }

  async classify(text: string): Promise<Analysis> {
    if (typeof text !== "string") throw new JikenError({ code: "text_not_a_string" });
    const outcome = await this.#unlessFailed((store) => store.ask(text));
    if (outcome.kind === "analysis") return outcome.analysis;
    throw new JikenError(outcome.kind === "problem" ? outcome.problem : { code: "superseded" });
  }

  async setTables(tables: Tables | null): Promise<void> {
    const problem = await this.#unlessFailed((store) => store.setTables(tables));
    if (problem) throw new JikenError(problem);
  }

  clear(): void {
    this.#text = "";
    this.#store?.clear();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#open();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // An element that is only moved comes back at once.
    queueMicrotask(() => {
      if (!this.isConnected) this.#close();
    });
  }

  formResetCallback(): void {
    this.clear();
  }

  formDisabledCallback(disabled: boolean): void {
    this.#disabled = disabled;
    this.requestUpdate();
  }

  /** The browser comes back to a form that was left: the text tells everything else. */
  formStateRestoreCallback(text: unknown): void {
    if (typeof text === "string") this.text = text;
  }

  #open(): Store {
    if (this.#store && this.#lease) return this.#store;
    const lease = connect(this.assets);
    this.#lease = lease;
    if (this.#store) {
      this.#store.connect(lease.connection);
      return this.#store;
    }
    const store = new Store(lease.connection, this.#frame);
    this.#store = store;
    this.#told = store.state;
    store.setLanguage(this.language);
    store.addEventListener("change", this.#tell);
    if (this.#text !== "") store.open(this.#text);
    // Whoever made the element may still be about to listen.
    queueMicrotask(() => store.start());
    return store;
  }

  #close(): void {
    this.#store?.disconnect();
    this.#lease?.release();
    this.#lease = null;
  }

  /** Other files: the connection to them first, so that files that are the same after all stay loaded. */
  #reopen(): void {
    const before = this.#lease;
    if (!before) return;
    this.#lease = connect(this.assets);
    if (this.#lease.connection !== before.connection) {
      this.#store?.connect(this.#lease.connection);
    }
    before.release();
  }

  get #frame(): Frame {
    return { embedded: true, compact: this.compact, readOnly: this.readOnly || this.#disabled };
  }

  /** Asks the store, and gives up where nothing can be loaded, which nobody else would tell. */
  async #unlessFailed<T>(ask: (store: Store) => Promise<T>): Promise<T> {
    const store = this.#open();
    const listening = new AbortController();
    const failed = new Promise<never>((_, reject) => {
      const look = () => {
        const { engine } = store.state;
        if (engine.phase === "failed") reject(new JikenError(engine.problem));
      };
      store.addEventListener("change", look, { signal: listening.signal });
    });
    if (store.state.engine.phase === "failed") store.start();
    try {
      return await Promise.race([ask(store), failed]);
    } finally {
      listening.abort();
    }
  }

  readonly #tell = () => {
    const { state } = this.#open();
    const before = this.#told;
    if (!before || state === before) return;
    this.#told = state;
    const { engine, analysis, problem, text } = state;
    const { value } = this;
    this.#internals.setFormValue(value === "" ? null : value, text);
    if (engine.phase === "ready" && before.engine.phase !== "ready") {
      this.#emit("jiken-ready", { version: engine.version, mode: engine.mode });
    }
    if (engine.phase === "failed" && engine !== before.engine) this.#emitError(engine.problem);
    if (problem && problem !== before.problem) this.#emitError(problem);
    if (analysis && analysis !== before.analysis) this.#emit("jiken-result", analysis);
  };

  #emitError(problem: Problem): void {
    this.#emit("jiken-error", new JikenError(problem));
  }

  #emit<K extends keyof face.JikenClassifierEventMap>(
    type: K,
    detail: face.JikenClassifierEventMap[K]["detail"],
  ): void {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }

  async #loadTables(addresses: string, store: Store): Promise<void> {
    try {
      const tables = await fetchTables(addresses);
      if (addresses === this.tables) await store.setTables(tables);
    } catch (error) {
      if (!(error instanceof TablesFailure)) throw error;
      if (addresses === this.tables) store.fail(error.problem);
    }
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const store = this.#store;
    if (!store) return;
    if (this.hasUpdated && changed.has("assets")) this.#reopen();
    if (changed.has("tables") && (this.tables || changed.get("tables"))) {
      store.waitFor(this.#loadTables(this.tables ?? "", store));
    }
    if (store.state.language !== this.language) store.setLanguage(this.language);
    const frame = this.#frame;
    const { compact, readOnly } = store.state.frame;
    if (compact !== frame.compact || readOnly !== frame.readOnly) store.setFrame(frame);
  }

  protected override updated(): void {
    const frame = this.renderRoot.querySelector<HTMLElement>(".frame");
    frame?.style.setProperty("block-size", this.height || null);
    frame?.classList.toggle("own-height", Boolean(this.height));
  }

  protected override render() {
    if (!this.#store) return nothing;
    return html`
      <div class="frame" part="frame" lang=${this.language}>
        <slot name="header"></slot>
        <jk-workspace
          exportparts="text, bar, results, textarea, card, cause, label"
          .store=${this.#store}
        ></jk-workspace>
        <slot name="footer"></slot>
      </div>
    `;
  }
}

/** Japanese, unless the page around says that it is English. */
function pageLanguage(): Language {
  return /^en\b/i.test(globalThis.document?.documentElement.lang ?? "") ? "en" : "ja";
}

define("jk-workspace", Workspace);
define("jiken-classifier", JikenClassifierElement);
