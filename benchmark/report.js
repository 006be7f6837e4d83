'use strict';

const { isAlone } = require('./judge');

const MEASURES = {
  cpu: { title: 'user CPU', unit: 'ms' },
  time: { title: 'time', unit: 'ms' },
  memory: { title: 'peak memory', unit: 'MB' },
  kilobytes: { title: 'size', unit: 'kB' },
};

/** What a run found, as Markdown. */
function render({ machine, scenarios }) {
  return [
    `# Benchmark`,
    '',
    `${Object.entries(machine)
      .map(([key, value]) => `${key} ${value}`)
      .join(', ')}.`,
    ...scenarios.flatMap(renderScenario),
    '',
  ].join('\n');
}

function renderScenario({ title, rounds, figures, verdicts }) {
  return [
    '',
    `## ${title}`,
    '',
    `Medians of ${rounds} rounds, start-up of the process included unless a row says otherwise.`,
    '',
    ...table(
      ['size', 'variant', 'user CPU, ms', 'time, ms', 'peak memory, MB'],
      figures.map(({ size, variant, cpu, time, memory }) => [
        count(size),
        variant,
        count(cpu),
        time < 100 ? time.toFixed(1) : count(time),
        count(memory),
      ]),
    ),
    '',
    ...table(['figure', 'size', 'median', 'least to most', 'bound', 'goal', 'verdict'], verdicts.map(renderVerdict)),
  ];
}

function renderVerdict(verdict) {
  const { size, figure, least, most, max, goal } = verdict;
  const show = (value) => (value === undefined ? '' : format(verdict, value));
  return [
    describe(verdict),
    count(size),
    show(figure),
    `${show(least)} to ${show(most)}`,
    limit(show(max)),
    limit(show(goal)),
    word(verdict),
  ];
}

function describe(verdict) {
  const { measure, of, over, minus, overSize, startUp } = verdict;
  const { title } = MEASURES[measure];
  if (isAlone(verdict)) return `${title}: ${of}`;
  const net = startUp ? `, without start-up (size ${count(startUp)})` : '';
  if (minus) return `${title}: ${of} − ${minus}`;
  return overSize ? `${title} of ${of} ÷ that at size ${count(overSize)}${net}` : `${title}: ${of} ÷ ${over}${net}`;
}

function format(verdict, value) {
  const { measure, minus } = verdict;
  return minus || isAlone(verdict) ? `${value.toFixed(1)} ${MEASURES[measure].unit}` : value.toFixed(2);
}

function limit(text) {
  return text && `≤ ${text}`;
}

function word({ passed, reached }) {
  if (passed === undefined) return 'for information';
  if (!passed) return '**fail**';
  return reached === false ? 'pass, goal missed' : 'pass';
}

function count(value) {
  return Math.round(value).toLocaleString('en-US');
}

function table(head, rows) {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
}

module.exports = { render };
