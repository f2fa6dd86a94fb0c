import * as common from "./common";
import { events } from "./events";
import * as experiments from "./experiments";
import { hypotheses } from "./hypotheses";
import * as sections from "./sections";

/** The catalogue: every word a person reads. Another language replaces it. */
export const s = { ...common, ...sections, ...experiments, hypotheses, events };
