import { SOUND_APPS } from './mutations/apps';
import { Site, Specimen } from './mutations/mutant';
import type { Place } from './mutations/mutant';
import type { Context, Operator } from './mutations/operator';
import { OPERATORS } from './mutations/operators';
import type { Found } from './support';
import type { EcrRule } from '../../src/ecr/ecr-rule';

const SPECIMENS = SOUND_APPS.map((sound) => new Specimen(sound));

/** The results of an operator: how often it was found and how often it was rightly quiet, and the pairs that went wrong. */
interface Outcome {
  found: number;
  quiet: number;
  readonly wrong: unknown[];
}

const outcomes = new Map<Operator, Outcome>();

/** Makes the change of an operator wherever it applies, alone and in each context in which it is sound. */
function run(operator: Operator): Outcome {
  const { rule, on, also = [] } = operator;
  const outcome: Outcome = { found: 0, quiet: 0, wrong: [] };
  for (const place of SPECIMENS.flatMap((specimen) => on.flatMap((type) => specimen.placesOf(type)))) {
    const rules = findingsAt(place, operator);
    if (rules) {
      const isFound = rules.some((each) => each.rule === rule);
      const others = rules.filter((each) => each.rule !== rule && !also.includes(each.rule as EcrRule));
      if (isFound && others.length === 0) outcome.found += 1;
      else outcome.wrong.push({ ...nameOf(place), expected: rule, found: rules.map(inShort) });
    }
    for (const context of operator.sound) {
      const found = findingsAt(place, operator, context);
      if (found?.length === 0) outcome.quiet += 1;
      else if (found) outcome.wrong.push({ ...nameOf(place), soundAs: context.name, found: found.map(inShort) });
    }
  }
  return outcome;
}

/** The findings after a change. Undefined if the operator does not apply to the resource, or not in this context. */
function findingsAt(place: Place, operator: Operator, context?: Context): Found[] | undefined {
  const { resource, before } = place;
  const { specimen } = before;
  const applies = context?.when ?? operator.when ?? (() => true);
  if (!applies(before)) return undefined;
  const site = Site.at(specimen, resource);
  operator.change(site);
  context?.change?.(site);
  const props = context?.props ?? operator.props ?? (operator.withOptions ? specimen.options : {});
  return specimen.findings(site.stacks, props);
}

function nameOf({ before: { specimen }, resource: { stack, logicalId } }: Place): object {
  return { app: specimen.name, at: `${stack.path}: ${logicalId}` };
}

function inShort({ rule, path, text }: Found): string {
  return `${rule} at ${path}: ${text}`;
}

test.each(SPECIMENS.map((each) => [each.name, each] as const))('EcrChecks reports nothing where %s', (_, specimen) => {
  const stacks = specimen.copy();
  expect(specimen.findings(stacks)).toEqual([]);
  expect(specimen.findings(stacks, specimen.options)).toEqual([]);
});

test.each(OPERATORS.map((each) => [each.rule, each.name, each] as const))(
  'EcrChecks reports %s wherever %s, and nothing where that is sound',
  (_rule, _name, operator) => {
    const outcome = run(operator);
    outcomes.set(operator, outcome);
    expect(outcome.wrong).toEqual([]);
    expect(outcome).toMatchObject({ found: expect.any(Number), quiet: expect.any(Number) });
    expect(Math.min(outcome.found, outcome.quiet)).toBeGreaterThan(0);
  },
);
