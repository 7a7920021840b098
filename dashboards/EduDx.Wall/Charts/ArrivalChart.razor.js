import ApexCharts from '../lib/apexcharts.esm.js';

const ground = { soft: '#a9b8cf', edge: '#2a3a56', arrived: '#56b4e9', expected: '#8193b0' };

/** The labels are sized by the page's root, so the same picture stands on 1080 and 2160 lines. */
function rem(factor) {
  return Math.round(parseFloat(getComputedStyle(document.documentElement).fontSize) * factor);
}

class Arrivals {
  constructor(element) {
    this.element = element;
    this.from = 0;
    this.step = 1;
    this.lang = 'vi';
    this.size = 0;
    this.window = '';
    this.chart = null;
    this.last = null;
    this.onResize = this.resized.bind(this);
    window.addEventListener('resize', this.onResize);
  }

  async update(from, step, arrived, expected, arrivedName, expectedName, lang) {
    this.last = [from, step, arrived, expected, arrivedName, expectedName, lang];
    this.from = from;
    this.step = step;
    this.lang = lang;
    const series = [
      { name: expectedName, data: this.points(expected) },
      { name: arrivedName, data: this.points(arrived) },
    ];
    const window = from + ':' + expected.length * step + ':' + this.top(series).max;
    if (this.chart !== null && this.size === rem(1) && this.window === window) {
      await this.chart.updateSeries(series, false, false);
      return;
    }
    this.chart?.destroy();
    this.size = rem(1);
    this.window = window;
    this.chart = new ApexCharts(this.element, this.options(series));
    await this.chart.render();
  }

  resized() {
    if (this.last !== null && this.size !== rem(1)) {
      this.update(...this.last);
    }
  }

  destroy() {
    window.removeEventListener('resize', this.onResize);
    this.chart?.destroy();
    this.chart = null;
    this.last = null;
  }

  points(values) {
    return values.map(this.point, this);
  }

  point(value, at) {
    return { x: this.from + at * this.step, y: value };
  }

  /** A tick each quarter, half or whole hour, wherever the window begins and ends. */
  axis(length) {
    const tick = [15, 30, 60, 120, 180].find((minutes) => length / minutes <= 6) ?? 240;
    const min = Math.floor(this.from / tick) * tick;
    const max = Math.ceil((this.from + length) / tick) * tick;
    return { min, max, tickAmount: (max - min) / tick };
  }

  /** At most four steps (two in a low picture) of a round number above the highest point: the curve fills its picture. */
  top(series) {
    const high = Math.max(3, ...series.flatMap((one) => one.data.map((point) => point.y ?? 0)));
    const raw = high / (this.element.clientHeight < rem(10) ? 2 : 4);
    const unit = 10 ** Math.floor(Math.log10(raw));
    const step = Math.max(1, [1, 2, 2.5, 5, 10].map((n) => n * unit).find((n) => n >= raw && Number.isInteger(Math.max(1, n))));
    const ticks = Math.ceil(high / step);
    return { max: ticks * step, tickAmount: ticks };
  }

  options(series) {
    const axis = this.axis(series[0].data.length * this.step);
    const minute = this.minute.bind(this);
    const count = this.count.bind(this);
    const labels = { colors: ground.soft, fontSize: rem(1) + 'px', fontFamily: 'inherit' };
    return {
      series,
      chart: {
        type: 'area', height: '100%', width: '100%', background: 'transparent', fontFamily: 'inherit',
        animations: { enabled: false }, toolbar: { show: false }, zoom: { enabled: false }, selection: { enabled: false },
        redrawOnParentResize: true, redrawOnWindowResize: true,
      },
      colors: [ground.expected, ground.arrived],
      stroke: { curve: 'monotoneCubic', width: [1, rem(0.2)], dashArray: [5, 0] },
      fill: { type: 'solid', opacity: [0.22, 0.35] },
      dataLabels: { enabled: false },
      markers: { size: 0 },
      legend: { show: false },
      tooltip: { enabled: false },
      grid: { borderColor: ground.edge, strokeDashArray: 0, padding: { left: rem(0.75), right: rem(0.75), top: rem(0.625) - 24, bottom: rem(0.5) - 8 } },
      xaxis: {
        type: 'numeric', ...axis, decimalsInFloat: 0, labels: { style: labels, formatter: minute, offsetY: rem(0.5) - 8 },
        axisBorder: { color: ground.edge }, axisTicks: { color: ground.edge }, tooltip: { enabled: false }, crosshairs: { show: false },
      },
      yaxis: { min: 0, ...this.top(series), labels: { style: labels, formatter: count, maxWidth: rem(6) } },
      states: { hover: { filter: { type: 'none' } }, active: { filter: { type: 'none' } } },
    };
  }

  /** Of a day, or of the time before now where it is negative. */
  minute(value) {
    const signed = Math.round(Number(value)) % 1440;
    const at = Math.abs(signed);
    return (signed < 0 ? '−' : '') + Math.floor(at / 60) + ':' + String(at % 60).padStart(2, '0');
  }

  count(value) {
    const separator = this.lang === 'en' ? ',' : '.';
    return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, separator);
  }
}

/** One chart in one element; the caller destroys it. */
export function create(element) {
  return new Arrivals(element);
}
