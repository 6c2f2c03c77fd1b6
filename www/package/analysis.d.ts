// In the sources only: the build puts the result's types themselves here.

export type * from "../src/analysis";
