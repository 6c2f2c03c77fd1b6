// The colours, measures and faces, in one place; every component's style is made of these.

import { css } from "lit";

/** For a document's root, or for an element's host, where the page around it can set others. */
export const palette = css`
  :root,
  :host {
    color-scheme: light dark;

    --jk-paper: #fcfbf8;
    --jk-raised: #ffffff;
    --jk-ink: #1d1c1a;
    --jk-muted: #5e5b54;
    --jk-line: #dcd8cf;
    --jk-edge: #8b867b;
    --jk-accent: #24507f;
    --jk-accent-soft: #e6edf5;
    --jk-cause: #a8321c;
    --jk-cause-soft: #f9e7e0;
    --jk-data: #24507f;
    --jk-data-soft: #e6edf5;
    --jk-excluded: #66625a;
    --jk-excluded-soft: #eeece6;
    --jk-count: #6b5310;
    --jk-count-soft: #f5eccf;
    --jk-fact-soft: #e9e6de;

    --jk-sans: "Hiragino Sans", "Yu Gothic UI", "Noto Sans JP", "Noto Sans CJK JP", sans-serif;
    --jk-measure: 40em;
    --jk-leading: 1.9;
    --jk-gap: 1.5rem;
  }

  @media (prefers-color-scheme: dark) {
    :root,
    :host {
      --jk-paper: #17181a;
      --jk-raised: #1e1f22;
      --jk-ink: #e9e6e0;
      --jk-muted: #aeaaa1;
      --jk-line: #37383b;
      --jk-edge: #7d7a73;
      --jk-accent: #93bbe9;
      --jk-accent-soft: #1f2d3e;
      --jk-cause: #f59d86;
      --jk-cause-soft: #3b231d;
      --jk-data: #93bbe9;
      --jk-data-soft: #1f2d3e;
      --jk-excluded: #aeaaa1;
      --jk-excluded-soft: #2b2c2f;
      --jk-count: #dcc57c;
      --jk-count-soft: #352e1a;
      --jk-fact-soft: #303134;
    }
  }

  @media print {
    :root,
    :host {
      color-scheme: light;
      --jk-paper: #ffffff;
    }
  }
`;

/** The page as a whole. */
export const pageStyle = css`
  html {
    background: var(--jk-paper);
    color: var(--jk-ink);
    font-family: var(--jk-sans);
    font-size: 100%;
    line-break: strict;
    -webkit-text-size-adjust: 100%;
    text-size-adjust: 100%;
  }

  body {
    margin: 0;
  }
`;

/** What every component shares: boxes, buttons, headings and the focus ring. */
export const shared = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }

  h1,
  h2,
  h3,
  p,
  ul,
  dl,
  dd {
    margin: 0;
    padding: 0;
  }

  ul {
    list-style: none;
  }

  h1,
  h2,
  h3 {
    font-feature-settings: "palt";
    line-height: 1.5;
    text-wrap: pretty;
    word-break: auto-phrase;
  }

  button {
    font: inherit;
    color: inherit;
    background: none;
    border: 1px solid var(--jk-edge);
    border-radius: 3px;
    padding: 0.25em 0.8em;
    line-height: 1.6;
    cursor: pointer;
  }

  @media (hover: hover) {
    button:hover {
      background: var(--jk-accent-soft);
      border-color: var(--jk-accent);
    }

    button.plain:hover {
      background: none;
      border-color: transparent;
    }
  }

  button.plain {
    border-color: transparent;
    color: var(--jk-accent);
    padding-inline: 0.4em;
    text-decoration: underline;
    text-decoration-thickness: 1px;
    text-underline-offset: 0.25em;
  }

  :focus-visible {
    outline: 2px solid var(--jk-accent);
    outline-offset: 2px;
  }

  [hidden] {
    display: none !important;
  }

  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  @media print {
    button,
    .no-print {
      display: none !important;
    }
  }
`;

/** How a highlight tells what it is: by the style of its line, in every colour scheme and on paper. */
export const marks = css`
  .excluded {
    background: var(--jk-excluded-soft);
    text-decoration: line-through 1px var(--jk-excluded);
  }

  .count {
    background: var(--jk-count-soft);
    text-decoration: underline double 1px var(--jk-count);
    text-underline-offset: 0.22em;
  }

  .data {
    background: var(--jk-data-soft);
    text-decoration: underline dotted 2px var(--jk-data);
    text-underline-offset: 0.25em;
  }

  .cause {
    background: var(--jk-cause-soft);
    text-decoration: underline solid 2px var(--jk-cause);
    text-underline-offset: 0.25em;
  }
`;
