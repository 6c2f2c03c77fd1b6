// Styles that several of the pile's components have.

import { css } from "lit";

/** A row of buttons and figures. */
export const barStyle = css`
  .bar {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem 0.75rem;
    align-items: center;
    margin-block: 0.75rem;
  }

  .bar strong {
    font-variant-numeric: tabular-nums;
  }

  .spacer {
    flex: 1;
  }
`;

/** What opens when it is asked for. */
export const detailsStyle = css`
  details {
    margin-block: 0.5rem;
  }

  summary {
    cursor: pointer;
    color: var(--jk-accent);
    inline-size: fit-content;
  }

  details li {
    padding-block: 0.15rem;
  }
`;
