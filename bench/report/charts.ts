import { loadPeer } from '../measure/load-peer.ts';
import type { Chart, PartReport } from './report.ts';

interface ECharts {
  init(
    element: null,
    theme: null,
    options: object,
  ): { setOption(option: object): void; renderToSVGString(): string; dispose(): void };
}

const width = 900;
const palette = ['#b3261e', '#1f6f8b', '#7a9e3b', '#d08a1e', '#6b4e9b', '#4f7f6f', '#888888', '#c06c84', '#355c7d'];

/** Draws every chart as SVG, on the server side of ECharts: no page, no canvas. By name. */
export async function drawCharts(parts: readonly PartReport[]): Promise<Map<string, string>> {
  const echarts = await loadPeer<ECharts>('echarts');
  const drawn = new Map<string, string>();
  for (const chart of parts.flatMap(part => part.charts ?? [])) {
    const height = chart.kind === 'bar' ? 130 + 26 * chart.x.length * chart.series.length : 420;
    const instance = echarts.init(null, null, { renderer: 'svg', ssr: true, width, height });
    instance.setOption(chart.kind === 'bar' ? barOption(chart) : lineOption(chart));
    drawn.set(chart.name, instance.renderToSVGString());
    instance.dispose();
  }
  return drawn;
}

function shared(chart: Chart): object {
  return {
    animation: false,
    color: palette,
    backgroundColor: '#ffffff',
    title: { text: chart.title, left: 'center', textStyle: { fontSize: 15 } },
    ...(chart.series.length > 1 && { legend: { bottom: 4, itemGap: 22 } }),
  };
}

/** The power of ten below the smallest value: bars on a logarithmic axis begin there, not at 1. */
function powerBelow(chart: Chart): number {
  const values = chart.series.flatMap(({ values }) => values.filter(value => value !== null && value > 0)) as number[];
  return values.length > 0 ? 10 ** Math.floor(Math.log10(Math.min(...values))) : 1;
}

function barOption(chart: Chart): object {
  return {
    ...shared(chart),
    grid: { left: 300, right: 70, top: 46, bottom: chart.series.length > 1 ? 64 : 40 },
    xAxis: {
      ...(chart.isLogarithmic
        ? { type: 'log', min: powerBelow(chart), startValue: powerBelow(chart) }
        : { type: 'value' }),
      name: chart.yTitle,
      nameLocation: 'middle',
      nameGap: 24,
    },
    // The first subject stands on top.
    yAxis: { type: 'category', data: chart.x, inverse: true, axisLabel: { width: 285, overflow: 'truncate' } },
    series: chart.series.map(({ name, values }) => ({
      type: 'bar',
      name,
      data: values,
      label: { show: true, position: 'right', formatter: ({ value }: { value: number | null }) => labelOf(value) },
    })),
  };
}

function lineOption(chart: Chart): object {
  const points = (values: readonly (number | null)[]) => chart.x.map((x, i) => [x, values[i]]);
  return {
    ...shared(chart),
    grid: { left: 80, right: 40, top: 46, bottom: 88 },
    xAxis: { type: 'value', name: chart.xTitle ?? '', nameLocation: 'middle', nameGap: 28 },
    yAxis: { type: chart.isLogarithmic ? 'log' : 'value', name: chart.yTitle },
    series: chart.series.map(({ name, values }) => ({
      type: 'line',
      name,
      data: points(values),
      symbolSize: 8,
      connectNulls: false,
    })),
  };
}

function labelOf(value: number | null): string {
  return value === null ? '' : value.toLocaleString('en', { maximumSignificantDigits: 3 });
}
