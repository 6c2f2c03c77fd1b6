// VERIS's own schema, held against what is written for every cause, data type, status and kind of
// organisation (`tests/veris.json`, which `tests/veris.rs` holds to the core). The schema is not ours to ship:
// it is looked for beside the checkout, in `../shared/veris`, or where VERIS_SCHEMA says.

import { existsSync, readFileSync } from "node:fs";
import Ajv from "ajv-draft-04";
import { expect, test } from "vitest";

const beside = new URL("../../../../shared/veris/verisc-merged.json", import.meta.url);
const schema = process.env.VERIS_SCHEMA ?? beside;
const cases = new URL("../../../tests/veris.json", import.meta.url);

interface Written {
  readonly schema_version: string;
  readonly timeline: { readonly incident: { readonly year: number } };
}

const read = (file: URL | string) => JSON.parse(readFileSync(file, "utf8"));
const all: readonly Written[] = read(cases);

test("every case is written in the version of VERIS that the schema is of", () => {
  expect(all.length).toBeGreaterThan(50);
  expect(new Set(all.map(({ schema_version }) => schema_version))).toEqual(new Set(["1.4.0"]));
});

test("every case is valid by VERIS's schema", () => {
  if (!existsSync(schema)) {
    process.stderr.write(
      `not checked: VERIS's schema is not at ${schema}; name verisc-merged.json in VERIS_SCHEMA\n`,
    );
    return;
  }
  const validate = new Ajv({ strict: false, allErrors: true }).compile(read(schema));
  for (const written of all) {
    expect([validate(written), validate.errors ?? []]).toEqual([true, []]);
  }
  // The check itself must be able to fail.
  expect(
    validate({ ...all[0], action: { error: { variety: ["Typo"], vector: ["Unknown"] } } }),
  ).toBe(false);
  expect(validate({ ...all[0], timeline: { incident: {} } })).toBe(false);
});
