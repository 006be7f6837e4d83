import { CleanApp } from './clean-app';
import { ACCESS_MISTAKES, ACCESS_SOUND } from './seeds/access';
import { MONITORING_MISTAKES, MONITORING_SOUND } from './seeds/monitoring';
import { REGISTRY_MISTAKES, REGISTRY_SOUND } from './seeds/registry';
import { REPOSITORY_MISTAKES, REPOSITORY_SOUND } from './seeds/repository';
import { findingsInTemplates, findingsOf } from './support';

const MISTAKES = [...REPOSITORY_MISTAKES, ...ACCESS_MISTAKES, ...REGISTRY_MISTAKES, ...MONITORING_MISTAKES];
const SOUND = [...REPOSITORY_SOUND, ...ACCESS_SOUND, ...REGISTRY_SOUND, ...MONITORING_SOUND];

test('EcrChecks reports nothing in the clean app', () => {
  expect(findingsOf(new CleanApp().primary)).toEqual([]);
});

test('there are at least 60 mistakes and 40 sound variants of the clean app', () => {
  expect(MISTAKES.length).toBeGreaterThanOrEqual(60);
  expect(SOUND.length).toBeGreaterThanOrEqual(40);
});

test.each(MISTAKES.map((mistake) => [mistake.name, mistake] as const))(
  'EcrChecks reports one finding, with its resource, if %s',
  (_, { rule, seed, props }) => {
    const clean = new CleanApp();
    seed(clean);
    const found = findingsInTemplates(clean.primary, props);
    expect(found.map((each) => each.rule)).toEqual([rule]);
    expect(found[0].path).not.toBe('');
    expect(found[0].logicalId).toBeTruthy();
  },
);

test.each(SOUND.map((variant) => [variant.name, variant] as const))(
  'EcrChecks reports nothing if %s',
  (_, { seed, props }) => {
    const clean = new CleanApp();
    seed(clean);
    expect(findingsInTemplates(clean.primary, props)).toEqual([]);
  },
);
