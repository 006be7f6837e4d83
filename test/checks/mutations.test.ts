import { SOUND_APPS } from './mutations/apps';
import { Site, Specimen } from './mutations/mutant';
import type { Json, Place } from './mutations/mutant';
import type { Context, Operator } from './mutations/operator';
import { OPERATORS } from './mutations/operators';
import { respell, SPELLINGS } from './mutations/spellings';
import type { Found } from './support';
import type { EcrRule } from '../../src/ecr/ecr-rule';
import { RULES } from '../../src/templates/rules';

const SPECIMENS = SOUND_APPS.map((sound) => new Specimen(sound));

/** How often a mistake was found and a sound change was not reported, and the pairs in which it went wrong. */
class Outcome {
  public found = 0;
  public quiet = 0;
  public readonly rule: EcrRule;
  public readonly wrong: object[] = [];

  public constructor(private readonly operator: Operator) {
    const { rule, on, when = () => true, sound } = operator;
    this.rule = rule;
    const everywhere = SPECIMENS.map((specimen) => on.flatMap((type) => specimen.placesOf(type)));
    // The first places of each app are enough: its other resources are mostly alike.
    const places = everywhere.flatMap((each) => each.filter(({ before }) => when(before)).slice(0, 2));
    for (const place of places) this.seed(place);
    for (const name of Object.keys(SPELLINGS)) this.seed(places[0], name);
    for (const each of everywhere) for (const context of sound) this.seedSound(each, context);
  }

  /** Makes the change alone, which is a mistake. */
  private seed(place: Place, spelledBy?: string): void {
    const { rule, also = [], severity } = this.operator;
    const change = ({ stack, json }: Site) => {
      if (spelledBy !== undefined) respell(stack.template, [json], SPELLINGS[spelledBy]);
    };
    const findings = this.findings(place, { change });
    const isExpected = (each: Found) => each.rule === rule || also.includes(each.rule as EcrRule);
    const own = findings.filter((each) => each.rule === rule);
    const isSevere = own.every((each) => severity === undefined || each.severity === severity);
    if (own.length > 0 && isSevere && findings.every((each) => isExpected(each) && each.logicalId)) {
      this.found += 1;
    } else {
      this.wrong.push({ ...nameOf(place), spelledBy, expected: rule, found: findings.map(inShort) });
    }
  }

  /** Makes the change where it is sound, once in each app. */
  private seedSound(places: readonly Place[], context: Context): void {
    const { when = this.operator.when ?? (() => true) } = context;
    const place = places.find(({ before }) => when(before));
    if (!place) return;
    const findings = this.findings(place, context);
    if (findings.length === 0) this.quiet += 1;
    else this.wrong.push({ ...nameOf(place), soundAs: context.name, found: findings.map(inShort) });
  }

  private findings({ resource, before: { specimen } }: Place, context: Partial<Context>): Found[] {
    const { change, props, withOptions } = this.operator;
    const site = Site.at(specimen, resource);
    change(site);
    context.change?.(site);
    return specimen.findings(site.stacks, context.props ?? props ?? (withOptions ? specimen.options : {}));
  }
}

function nameOf({ before: { specimen }, resource: { stack, logicalId } }: Place): object {
  return { app: specimen.name, at: `${stack.path}: ${logicalId}` };
}

function inShort({ rule, severity, path, text }: Found): string {
  return `${rule} (${severity}) at ${path}: ${text}`;
}

test('there are at least 25 sound apps, and an operator for each rule of EcrChecks', () => {
  expect(SPECIMENS.length).toBeGreaterThanOrEqual(25);
  const ruled = new Set(OPERATORS.map(({ rule }) => rule));
  expect(RULES.map(({ id }) => id).filter((id) => !ruled.has(id))).toEqual([]);
});

test.each(SPECIMENS.map((each) => [each.name, each] as const))('EcrChecks reports nothing where %s', (_, specimen) => {
  const stacks = specimen.copy();
  expect(specimen.findings(stacks)).toEqual([]);
  expect(specimen.findings(stacks, specimen.options)).toEqual([]);
});

test.each(Object.entries(SPELLINGS))(
  'EcrChecks reports nothing in sound apps whose texts are written by %s',
  (_, spell) => {
    for (const specimen of SPECIMENS) {
      const stacks = specimen.copy();
      for (const { template } of stacks) respell(template, Object.values<Json>(template.Resources), spell);
      expect([specimen.name, specimen.findings(stacks), specimen.findings(stacks, specimen.options)]).toEqual([
        specimen.name,
        [],
        [],
      ]);
    }
  },
);

describe('EcrChecks', () => {
  const outcomes: Outcome[] = [];

  test.each(OPERATORS.map((each) => [each.rule, each.name, each] as const))(
    'reports %s where %s, and nothing where that is sound',
    (_rule, _name, operator) => {
      const outcome = new Outcome(operator);
      outcomes.push(outcome);
      expect(outcome.wrong).toEqual([]);
      expect(outcome.found).toBeGreaterThan(0);
      expect(outcome.quiet).toBeGreaterThan(0);
    },
  );

  test('finds thousands of mistakes and is quiet about thousands of sound changes, of each rule', () => {
    const kinds = RULES.map(({ id }) => {
      const own = outcomes.filter(({ rule }) => rule === id);
      const sum = (of: (outcome: Outcome) => number) => own.map(of).reduce((one, other) => one + other, 0);
      return { id, operators: own.length, found: sum((each) => each.found), quiet: sum((each) => each.quiet) };
    });
    const lines = kinds.map(
      ({ id, operators, found, quiet }) => `${id}: ${operators} operators, ${found} found, ${quiet} quiet`,
    );
    process.stdout.write(`${SPECIMENS.length} sound apps\n${lines.join('\n')}\n`);
    expect(kinds.filter(({ found, quiet }) => found === 0 || quiet === 0)).toEqual([]);
    const total = (of: (kind: (typeof kinds)[number]) => number) =>
      kinds.map(of).reduce((one, other) => one + other, 0);
    expect(total(({ found }) => found)).toBeGreaterThan(4000);
    expect(total(({ quiet }) => quiet)).toBeGreaterThan(3500);
  });
});
