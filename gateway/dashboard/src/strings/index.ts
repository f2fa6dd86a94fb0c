import * as common from "./common";
import { events } from "./events";
import { hypotheses } from "./hypotheses";
import * as sections from "./sections";

/** The catalogue: every word a person reads. Another language replaces it. */
export const s = { ...common, ...sections, hypotheses, events };
