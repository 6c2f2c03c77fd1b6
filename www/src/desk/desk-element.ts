// What the desk's components share: their words, fields that look alike, and files that are saved.

import { css } from "lit";
import { StoreElement } from "../ui/store-element";
import { shared } from "../ui/tokens";
import { type DeskWords, deskWords } from "./words";

export class DeskElement extends StoreElement {
  protected get desk(): DeskWords {
    return deskWords(this.state.language);
  }
}

/** Has the browser save a file. */
export function saveFile(name: string, content: string, type: string): void {
  saveBlob(name, new Blob([content], { type: `${type};charset=utf-8` }));
}

export function saveBlob(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken it up by the next task; some read the address only then.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

export const fields = [
  shared,
  css`
    :host {
      display: block;
    }

    .box {
      border: 1px solid var(--jk-line);
      border-radius: 3px;
      padding: 1rem;
      margin-block-start: 0.75rem;
      display: grid;
      gap: 0.9rem;
    }

    h4 {
      margin: 0;
      font-size: 1rem;
    }

    label,
    .field {
      display: grid;
      gap: 0.2rem;
    }

    .name,
    .hint {
      color: var(--jk-muted);
    }

    .row {
      display: flex;
      flex-wrap: wrap;
      gap: 0.5rem 0.75rem;
      align-items: center;
    }

    .row label {
      flex: 1 1 8rem;
    }

    label.check {
      display: flex;
      gap: 0.5rem;
      align-items: center;
      flex: none;
    }

    fieldset {
      border: 0;
      padding: 0;
      margin: 0;
      min-inline-size: 0;
    }

    legend {
      padding: 0;
      color: var(--jk-muted);
    }

    input,
    select,
    textarea {
      font: inherit;
      color: inherit;
      background: var(--jk-raised);
      border: 1px solid var(--jk-edge);
      border-radius: 3px;
      padding: 0.3em 0.5em;
      max-inline-size: 100%;
      min-inline-size: 0;
    }

    input[type="checkbox"] {
      inline-size: 1.15rem;
      block-size: 1.15rem;
      accent-color: var(--jk-accent);
      flex: none;
    }

    textarea {
      inline-size: 100%;
      min-block-size: 4.5em;
      resize: vertical;
      line-height: 1.6;
    }

    .wide {
      inline-size: 100%;
    }

    .wrong {
      color: var(--jk-cause);
    }

    @media print {
      .box {
        display: none;
      }
    }
  `,
];
