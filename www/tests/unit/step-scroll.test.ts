import { expect, test } from "vitest";
import { incidentAt, mapPosition } from "../../src/ui/step-scroll";

test("a position is mapped in proportion between the incidents' beginnings", () => {
  const article = [0, 100, 500, 900];
  const cards = [0, 0, 300, 400];
  expect(mapPosition(0, article, cards)).toBe(0);
  expect(mapPosition(100, article, cards)).toBe(0);
  expect(mapPosition(300, article, cards)).toBe(150);
  expect(mapPosition(500, article, cards)).toBe(300);
  expect(mapPosition(900, article, cards)).toBe(400);
  expect(mapPosition(9_999, article, cards)).toBe(400);
});

test("the incident being read is the last that began above the reading line", () => {
  expect(incidentAt(-10, [0, 100])).toBe(0);
  expect(incidentAt(99, [0, 100])).toBe(0);
  expect(incidentAt(100, [0, 100])).toBe(1);
});
