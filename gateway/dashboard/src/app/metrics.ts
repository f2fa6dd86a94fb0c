import { api } from "../api/client";
import { useResource } from "../api/resource";
import { pretty } from "../format/words";
import type { MetricSummary } from "../api/types";

/** The person's metrics, shared by all sections. */
export const useMetrics = () => useResource("metrics", api.metrics);

/** How a metric is called; its name made readable while none is known. */
export function useLabel(): (metric: string) => string {
  const { data } = useMetrics();
  return metric => labelOf(data, metric);
}

export function labelOf(
  metrics: readonly MetricSummary[] | undefined,
  metric: string,
): string {
  const found = metrics?.find(m => m.metric === metric);
  return found?.label || pretty(metric);
}

export const useAgents = () => useResource("agents", api.agents);
