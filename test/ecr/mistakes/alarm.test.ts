import { METRICS_INSIGHTS } from '../../../src/ecr/alarm-range';
import { mistakesInAlarm } from '../../../src/ecr/mistakes/alarm';
import type { AlarmEvaluation } from '../../../src/ecr/mistakes/alarm';

const mustsOf = (evaluation: AlarmEvaluation) =>
  [...mistakesInAlarm(evaluation)].map(({ at, must }) => `${at}: ${must}`);

test.each<[string, AlarmEvaluation]>([
  ['all of the periods', { evaluationPeriods: 3, datapointsToAlarm: 3, period: 300 }],
  ['a day of short periods', { evaluationPeriods: 288, period: 300 }],
  ['a week of hours', { evaluationPeriods: 168, period: 3600 }],
  ['three hours of a query', { evaluationPeriods: 3, period: 3600, limit: METRICS_INSIGHTS }],
  ['a range that is not given', {}],
])('an alarm may evaluate %s', (_, evaluation) => {
  expect(mustsOf(evaluation)).toEqual([]);
});

test('more data points than periods are a mistake', () => {
  expect(mustsOf({ evaluationPeriods: 3, datapointsToAlarm: 4 })).toEqual([
    'datapointsToAlarm: be at most evaluationPeriods, which is 3',
  ]);
});

test.each([0, 1.5, -1])('%s periods or data points are a mistake', (count) => {
  expect(mustsOf({ evaluationPeriods: count })).toEqual(['evaluationPeriods: be a whole number, at least 1']);
  expect(mustsOf({ datapointsToAlarm: count })).toEqual(['datapointsToAlarm: be a whole number, at least 1']);
});

test('a range that is too long and a period that is longer than the range are mistakes', () => {
  expect(mustsOf({ evaluationPeriods: 289, period: 300 })).toEqual([
    expect.stringMatching(/^evaluationPeriods: be at most 288 with a period of 300 seconds, because /),
  ]);
  expect(mustsOf({ evaluationPeriods: 1, period: 14_400, limit: METRICS_INSIGHTS })).toEqual([
    expect.stringMatching(/^period: be at most 10800 seconds, because /),
  ]);
});
