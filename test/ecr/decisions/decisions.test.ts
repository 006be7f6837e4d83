import type { Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { CASES } from './cases';
import type { Open, Outcome } from './decided-app';
import { acknowledge, newStack, ofOthers, ofRule, synthesize } from './decided-app';
import type { DecisionCase, TemplateCase } from './decision-case';
import { DECISIONS } from '../../../src/ecr/decisions/decisions';
import { EcrRule } from '../../../src/ecr/ecr-rule';
import { RULES } from '../../../src/templates/rules';
import { TemplateApp } from '../../../src/templates/template-app';

type Id = keyof typeof CASES;
const IDS = Object.keys(CASES) as Id[];

const WARNED = withPart('warning');
const FOUND = withPart('finding');
const BOTH = WARNED.filter(([id]) => FOUND.some(([found]) => found === id));

/** The cases that have a part, with the part. */
function withPart<P extends keyof DecisionCase>(part: P): [Id, NonNullable<DecisionCase[P]>][] {
  return IDS.flatMap((id): [Id, NonNullable<DecisionCase[P]>][] => {
    const value = CASES[id][part];
    return value ? [[id, value]] : [];
  });
}

describe('each decision of the table has a case with', () => {
  test('a construct that warns, if it is a warning', () => {
    const warnings = Object.values(EcrRule).filter((rule) => DECISIONS[rule].warning);
    expect(WARNED.map(([id]) => id).sort()).toEqual(warnings.sort());
  });

  test('a template with a finding, and a rule, if it is a finding', () => {
    const findings = Object.values(EcrRule).filter((rule) => DECISIONS[rule].finding !== undefined);
    expect([...FOUND.map(([id]) => id), EcrRule.ACKNOWLEDGEMENT].sort()).toEqual(findings.sort());
    expect([...RULES.map(({ id }) => id), EcrRule.ACKNOWLEDGEMENT].sort()).toEqual(findings.sort());
  });

  test('a construct or a template', () => {
    const ids = [...WARNED, ...FOUND].map(([id]) => id);
    expect(IDS.filter((id) => !ids.includes(id))).toEqual([]);
  });
});

describe('EcrChecks reports in a template exactly one', () => {
  test.each(FOUND)('%s', (id, { templates, parameters = {} }: TemplateCase) => {
    const app = TemplateApp.fromTemplates(templates);
    const rule = RULES.find((each) => each.id === id)!;
    const problems = rule.types
      .flatMap((type) => app.resourcesOf(type))
      .flatMap((resource) => [...rule.check(resource, { app, props: parameters })])
      .filter(({ unresolved }) => !unresolved);
    const severities = problems.map(({ severity = DECISIONS[id].finding }) => severity);
    expect(severities).toEqual([DECISIONS[id].finding]);
  });
});

/** An app with the construct of a case. */
function declare(id: Id, before?: (stack: Stack) => void): { cause: IConstruct; stack: Stack } {
  const stack = newStack();
  before?.(stack);
  return { cause: CASES[id].warning!(stack), stack };
}

function openIn(id: Id): Outcome {
  return synthesize(declare(id).stack);
}

/** All that is open of one decision. */
function allOf({ warnings, findings }: Outcome, id: Id): Open[] {
  return [...ofRule(warnings, id), ...ofRule(findings, id)];
}

function others({ warnings, findings }: Outcome, id: Id): Open[] {
  return [...ofOthers(warnings, id), ...ofOthers(findings, id)];
}

function isAtOrAbove(path: string, at: string): boolean {
  return path === '' || path === at || at.startsWith(`${path}/`);
}

describe.each(WARNED)('%s', (id) => {
  const shown = BOTH.some(([both]) => both === id) && CASES[id].notShown === undefined;
  const open = openIn(id);

  test('is one warning of the construct', () => {
    expect(ofRule(open.warnings, id)).toHaveLength(1);
  });

  test(shown ? 'is also a finding in its template' : 'is not a finding in its template', () => {
    expect(ofRule(open.findings, id)).toHaveLength(shown ? 1 : 0);
  });

  test.each<[string, (stack: Stack) => IConstruct]>([
    ['the stack', (stack) => stack],
    ['the app', (stack) => stack.node.root],
  ])('is removed, and nothing else is, if it was acknowledged before for %s', (_, scopeOf) => {
    const { stack } = declare(id, (own) => acknowledge(scopeOf(own), id));
    const left = synthesize(stack);
    expect(allOf(left, id)).toEqual([]);
    expect(others(left, id)).toEqual(others(open, id));
  });

  test.each<[string, (cause: IConstruct) => IConstruct]>([
    ['the construct', (cause) => cause],
    ['its parent', (cause) => cause.node.scope!],
    ['the app', (cause) => cause.node.root],
  ])('is removed, and nothing else is, if it is acknowledged afterwards for %s', (_, scopeOf) => {
    const { cause, stack } = declare(id);
    acknowledge(scopeOf(cause), id);
    const left = synthesize(stack);
    expect(left.findings).not.toContainEqual(expect.objectContaining({ id: 'cdk-ecr::acknowledgement' }));
    expect(allOf(left, id)).toEqual([]);
    expect(others(left, id)).toEqual(others(open, id));
  });

  test('stays if it is acknowledged only for other constructs', () => {
    const { stack } = declare(id);
    const paths = allOf(open, id).map(({ at }) => at);
    const beside = stack.node.root.node.findAll().filter(({ node }) => !paths.some((at) => isAtOrAbove(node.path, at)));
    for (const construct of beside) acknowledge(construct, id);
    const left = synthesize(stack);
    expect(allOf(left, id)).toEqual(allOf(open, id));
    expect(others(left, id)).toEqual(others(open, id));
  });

  test('stays if all other decisions are acknowledged for the app', () => {
    const { stack } = declare(id, ({ node: { root } }) => {
      for (const other of IDS) if (other !== id) acknowledge(root, other);
    });
    const left = synthesize(stack);
    expect(allOf(left, id)).toEqual(allOf(open, id));
    expect(others(left, id)).toEqual([]);
  });
});
