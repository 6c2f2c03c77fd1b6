// The colours, measures and faces, in one place; every component's style is made of these.

import { css } from "lit";

/**
 * For a document's root, or for an element's host, where the page around it can set others. Light or dark is
 * what `color-scheme` says: an element in a page that is only light stays light.
 */
export const palette = css`
  :root,
  :host {
    --jk-paper: light-dark(#fcfbf8, #17181a);
    --jk-raised: light-dark(#ffffff, #1e1f22);
    --jk-ink: light-dark(#1d1c1a, #e9e6e0);
    --jk-muted: light-dark(#5e5b54, #aeaaa1);
    --jk-line: light-dark(#dcd8cf, #37383b);
    --jk-edge: light-dark(#8b867b, #7d7a73);
    --jk-accent: light-dark(#24507f, #93bbe9);
    --jk-accent-soft: light-dark(#e6edf5, #1f2d3e);
    --jk-cause: light-dark(#a8321c, #f59d86);
    --jk-cause-soft: light-dark(#f9e7e0, #3b231d);
    --jk-data: light-dark(#24507f, #93bbe9);
    --jk-data-soft: light-dark(#e6edf5, #1f2d3e);
    --jk-excluded: light-dark(#66625a, #aeaaa1);
    --jk-excluded-soft: light-dark(#eeece6, #2b2c2f);
    --jk-count: light-dark(#6b5310, #dcc57c);
    --jk-count-soft: light-dark(#f5eccf, #352e1a);
    --jk-fact-soft: light-dark(#e9e6de, #303134);

    --jk-sans: "Hiragino Sans", "Yu Gothic UI", "Noto Sans JP", "Noto Sans CJK JP", sans-serif;
    --jk-measure: 40em;
    --jk-leading: 1.9;
    --jk-gap: 1.5rem;
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
    color-scheme: light dark;
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
