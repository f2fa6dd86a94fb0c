import { describe, expect, test } from "vitest";

import * as n from "../src/format/number";
import { quantityText, shownUnit } from "../src/format/units";

describe("numbers", () => {
  test("keep their telling digits", () => {
    expect(n.number(0.04213)).toBe("0.042");
    expect(n.number(4.213)).toBe("4.2");
    expect(n.number(421.3)).toBe("421");
    expect(n.number(8600)).toBe("8,600");
  });

  test("use a real minus, and a plus where the sign matters", () => {
    expect(n.number(-4.5)).toBe("\u22124.5");
    expect(n.signed(4.5)).toBe("+4.5");
    expect(n.signed(-4.5)).toBe("\u22124.5");
  });

  test("that are not known are a dash, never NaN", () => {
    expect(n.number(NaN)).toBe("–");
    expect(n.number(Infinity)).toBe("–");
  });

  test("never claim certainty by rounding", () => {
    expect(n.percent(0.999)).toBe("99\u202f%");
    expect(n.percent(1)).toBe("100\u202f%");
  });

  test("tell evidence as odds", () => {
    expect(n.odds(Math.log(20))).toBe("20 : 1");
    expect(n.odds(0)).toBe("1 : 1");
    expect(n.odds(Math.log(0.2))).toBe("0.2 : 1");
    expect(n.odds(30)).toBe("> 9,999 : 1");
  });
});

describe("units", () => {
  test("hours and long minutes are told as people say them", () => {
    expect(quantityText(7.4, "h", "metric")).toBe("7\u202fh 24\u202fmin");
    expect(quantityText(84, "min", "metric")).toBe("1\u202fh 24\u202fmin");
    expect(quantityText(0.5, "h", "metric", true)).toBe("30\u202fmin");
  });

  test("a temperature has a zero point, a difference has none", () => {
    expect(quantityText(37, "degC", "imperial")).toBe("98.6\u00a0°F");
    expect(quantityText(1, "degC", "imperial", true)).toBe("1.8\u00a0°F");
    expect(quantityText(37, "degC", "metric")).toBe("37\u00a0°C");
  });

  test("mass and length are converted", () => {
    expect(quantityText(74.2, "kg", "imperial")).toBe("164\u00a0lb");
    expect(shownUnit("km", "imperial")).toBe("mi");
    expect(shownUnit("bpm", "imperial")).toBe("bpm");
  });

  test("yes and no are words, their mean is a share", () => {
    expect(quantityText(1, "bool", "metric")).toBe("yes");
    expect(quantityText(0, "bool", "metric")).toBe("no");
    expect(quantityText(0.4, "bool", "metric")).toBe("40\u202f%");
  });
});
