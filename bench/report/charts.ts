/** Draws the charts of the report as SVG, for light and for dark pages. */
import { loadPeer } from '../load-peer.ts';
import type { Chart } from './report.ts';

/** What is used of ECharts, which is installed with the peers. */
interface ECharts {
  init(
    element: null,
    theme: null,
    options: object,
  ): { setOption(option: object): void; renderToSVGString(): string; dispose(): void };
}

/** The colours of a chart on one kind of page. */
interface Scheme {
  readonly background: string;
  readonly text: string;
  readonly lines: string;
  readonly series: readonly string[];
}

/** By the end of the file's name. */
const schemes: Readonly<Record<'light' | 'dark', Scheme>> = {
  light: {
    background: '#ffffff',
    text: '#24292f',
    lines: '#d8dee4',
    series: ['#b3261e', '#1f6f8b', '#7a9e3b', '#d08a1e', '#6b4e9b', '#4f7f6f', '#888888', '#c06c84', '#355c7d'],
  },
  dark: {
    background: '#0d1117',
    text: '#e6edf3',
    lines: '#30363d',
    series: ['#ff7b72', '#56b4d3', '#a5c261', '#e3b341', '#b59ae6', '#7fbfa8', '#a0a0a0', '#f2a1b5', '#79a7d3'],
  },
};

const chartWidth = 900;

/**
 * Draws every chart by server-side rendering, once for each scheme.
 * @returns the SVG by file name: `query-mean.svg`, `query-mean.dark.svg`
 */
export async function drawCharts(charts: readonly Chart[]): Promise<Map<string, string>> {
  const echarts = await loadPeer<ECharts>('echarts');
  const files = new Map<string, string>();
  for (const chart of charts)
    for (const scheme of ['light', 'dark'] as const) {
      const height = chart.kind === 'bar' ? 130 + 26 * chart.x.length * chart.series.length : 420;
      const instance = echarts.init(null, null, { renderer: 'svg', ssr: true, width: chartWidth, height });
      instance.setOption(toOption(chart, schemes[scheme]));
      files.set(fileOf(chart, scheme), instance.renderToSVGString());
      instance.dispose();
    }
  return files;
}

/** A chart in Markdown, which shows the file of the reader's scheme. @param folder of the charts, relative to the page */
export function renderChart(chart: Chart, folder: string): string {
  const source = `<source media="(prefers-color-scheme: dark)" srcset="${folder}/${fileOf(chart, 'dark')}">`;
  return `<picture>${source}<img alt="${chart.title}" src="${folder}/${fileOf(chart, 'light')}"></picture>`;
}

/** The figures of a chart as they are written in it, in the order of its series. */
export function labelsOf(chart: Chart): string[] {
  return chart.series.flatMap(({ values }) => values.filter(value => value !== null).map(barLabel));
}

function fileOf({ name }: Chart, scheme: keyof typeof schemes): string {
  return scheme === 'light' ? `${name}.svg` : `${name}.dark.svg`;
}

function toOption(chart: Chart, { background, text, lines, series }: Scheme): object {
  const axis = {
    axisLabel: { color: text },
    nameTextStyle: { color: text },
    axisLine: { lineStyle: { color: lines } },
    splitLine: { lineStyle: { color: lines } },
  };
  return {
    animation: false,
    color: series,
    backgroundColor: background,
    title: { text: chart.title, left: 'center', textStyle: { fontSize: 15, color: text } },
    ...(chart.series.length > 1 && { legend: { bottom: 4, itemGap: 22, textStyle: { color: text } } }),
    ...(chart.kind === 'bar' ? barOptions(chart, axis, text) : lineOptions(chart, axis)),
  };
}

function barOptions(chart: Chart, axis: { readonly axisLabel: object }, text: string): object {
  const min = powerOfTenBelow(chart);
  const namesWidth = Math.min(300, 24 + 8 * Math.max(...chart.x.map(name => String(name).length)));
  return {
    grid: { left: namesWidth, right: 70, top: 46, bottom: chart.series.length > 1 ? 64 : 40 },
    xAxis: {
      ...axis,
      ...(chart.isLogarithmic ? { type: 'log', min, startValue: min } : { type: 'value' }),
      name: chart.yTitle,
      nameLocation: 'middle',
      nameGap: 24,
    },
    // The first engine is at the top.
    yAxis: {
      ...axis,
      type: 'category',
      data: chart.x,
      inverse: true,
      axisLabel: { ...axis.axisLabel, width: namesWidth - 15, overflow: 'truncate' },
    },
    series: chart.series.map(({ name, values }) => ({
      type: 'bar',
      name,
      data: values,
      label: {
        show: true,
        position: 'right',
        color: text,
        formatter: ({ value }: { value: number | null }) => (value === null ? '' : barLabel(value)),
      },
    })),
  };
}

/** The power of ten below the smallest value: bars on a logarithmic axis start there, not at 1. */
function powerOfTenBelow(chart: Chart): number {
  const values = chart.series.flatMap(({ values }) => values.filter(value => value !== null && value > 0)) as number[];
  return values.length > 0 ? 10 ** Math.floor(Math.log10(Math.min(...values))) : 1;
}

function barLabel(value: number): string {
  return value.toLocaleString('en', { maximumSignificantDigits: 3 });
}

function lineOptions(chart: Chart, axis: object): object {
  return {
    grid: { left: 80, right: 40, top: 46, bottom: 88 },
    xAxis: { ...axis, type: 'value', name: chart.xTitle ?? '', nameLocation: 'middle', nameGap: 28 },
    yAxis: { ...axis, type: chart.isLogarithmic ? 'log' : 'value', name: chart.yTitle },
    series: chart.series.map(({ name, values }) => ({
      type: 'line',
      name,
      data: chart.x.map((x, i) => [x, values[i]]),
      symbolSize: 8,
      connectNulls: false,
    })),
  };
}
