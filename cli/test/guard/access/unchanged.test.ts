import * as fc from 'fast-check';
import { AWAY, condition, HOME, policyOf, statement, statements } from './arbitraries';
import type { Statement } from './arbitraries';
import { isSamePolicy } from '../../../../src/ecr/policy/canonical-statement';
import { Direction } from '../../../src/guard/access/access-change';
import { accessChanges } from '../../../src/guard/access/access-changes';

const REPOSITORY = 'AWS::ECR::Repository';
const STRANGER = 'arn:aws:iam::999988887777:role/stranger';

function changes(before: readonly object[], after: readonly object[]) {
  return accessChanges(policyOf(before), policyOf(after), REPOSITORY).changes;
}

/** Directions of the changes that an Allow makes; those that a Deny makes, turned around. */
function directions(before: readonly Statement[], after: readonly Statement[]) {
  return [...new Set(changes(before, after).map(({ direction, byDeny }) => (byDeny ? turned(direction) : direction)))];
}

function turned(direction: Direction): Direction {
  return direction === Direction.OPENED ? Direction.REVOKED : Direction.OPENED;
}

/** A random order, which a seed tells. */
function shuffled<T>(values: readonly T[], seed: number): T[] {
  return values
    .map((value, index) => [(seed * (index + 7) * 2654435761) % 1013, value] as const)
    .sort(([one], [other]) => one - other)
    .map(([, value]) => value);
}

/** A statement for each of its principals and actions, and each value of which one is enough. */
function split(given: Statement): Statement[] {
  const byPrincipal = given.Principal.AWS.map((name) => ({ ...given, Principal: { AWS: [name] } }));
  const byAction = byPrincipal.flatMap((each) => each.Action.map((action) => ({ ...each, Action: [action] })));
  const [operator, keys] =
    Object.entries(given.Condition).find(([name]) => /^(String(Equals|Like)|Arn(Equals|Like))/.test(name)) ?? [];
  const [key, values = []] = Object.entries(keys ?? {})[0] ?? [];
  if (operator === undefined || key === undefined) return byAction;
  return byAction.flatMap((each) =>
    values.map((value) => ({ ...each, Condition: { ...each.Condition, [operator]: { ...keys, [key]: [value] } } })),
  );
}

/** The same statement in other words. */
function respelled(given: Statement, seed: number): object {
  const alone = (values: readonly string[]) =>
    values.length === 1 && seed % 2 === 0 ? values[0] : shuffled([...values, values[0]], seed);
  const root = /^arn:aws:iam::(\d+):root$/;
  const names = given.Principal.AWS.map((name) => (seed % 3 === 0 ? name.replace(root, '$1') : name));
  const conditions = Object.entries(given.Condition).map(([operator, keys]) => [
    operator,
    Object.fromEntries(
      Object.entries(keys).map(([key, values]) => [
        seed % 2 === 0 ? key.toUpperCase() : key.toLowerCase(),
        alone(values),
      ]),
    ),
  ]);
  return {
    Sid: `Statement${seed}`,
    Effect: given.Effect,
    Principal: names.length === 1 && names[0] === '*' && seed % 2 === 0 ? '*' : { AWS: alone(names) },
    Action: alone(
      given.Action.map((action) => (seed % 3 === 0 ? action.toUpperCase().replace('ECR:', 'ecr:') : action)),
    ),
    ...(conditions.length > 0 && { Condition: Object.fromEntries(shuffled(conditions, seed)) as object }),
  };
}

describe('no change of access', () => {
  it('is made by order, by duplicates and by other spellings', () => {
    fc.assert(
      fc.property(statements, fc.nat(1000), (given, seed) => {
        const other = shuffled(
          [...given, ...given.slice(0, 1)].map((each) => respelled(each, seed)),
          seed,
        );
        expect(changes(given, other)).toEqual([]);
        expect(changes(other, given)).toEqual([]);
        expect(isSamePolicy(policyOf(given), policyOf(other))).toBe(true);
      }),
    );
  });

  it('is made by statements that are split or merged', () => {
    fc.assert(
      fc.property(statements, fc.nat(1000), (given, seed) => {
        const parts = shuffled(given.flatMap(split), seed);
        expect(changes(given, parts)).toEqual([]);
        expect(changes(parts, given)).toEqual([]);
      }),
    );
  });
});

describe('a change of access', () => {
  it('swaps what opens and what is revoked if it is undone', () => {
    fc.assert(
      fc.property(statements, statements, (before, after) => {
        const back = changes(after, before).map((change) => ({ ...change, direction: turned(change.direction) }));
        expect(sorted(back)).toEqual(sorted(changes(before, after)));
      }),
    );
  });

  it('opens with a principal more, and is revoked without it', () => {
    fc.assert(
      fc.property(statement, (given) => {
        fc.pre(!given.Principal.AWS.includes('*'));
        const wider = { ...given, Principal: { AWS: [...given.Principal.AWS, STRANGER] } };
        expect(directions([given], [wider])).toEqual([Direction.OPENED]);
        expect(directions([wider], [given])).toEqual([Direction.REVOKED]);
      }),
    );
  });

  it('opens with an action more, and is revoked without it', () => {
    fc.assert(
      fc.property(statement, (given) => {
        fc.pre(!given.Action.includes('ecr:*'));
        const wider = { ...given, Action: [...given.Action, 'ecr:DeleteRepository'] };
        expect(directions([given], [wider])).toEqual([Direction.OPENED]);
        expect(directions([wider], [given])).toEqual([Direction.REVOKED]);
      }),
    );
  });

  it('opens with a condition less, and is revoked with it', () => {
    fc.assert(
      fc.property(statement, condition, (given, more) => {
        fc.pre(Object.keys(more).length > 0);
        const wider = { ...given, Condition: {} };
        const narrower = { ...given, Condition: more };
        expect(directions([narrower], [wider])).toEqual([Direction.OPENED]);
        expect(directions([wider], [narrower])).toEqual([Direction.REVOKED]);
      }),
    );
  });

  it('opens with a value more, and is revoked without it', () => {
    fc.assert(
      fc.property(
        statement,
        fc.constantFrom('StringEquals', 'StringLike', 'StringEqualsIfExists'),
        (given, operator) => {
          const by = (...values: string[]) => ({
            ...given,
            Condition: { [operator]: { 'aws:PrincipalAccount': values } },
          });
          expect(directions([by(HOME)], [by(AWAY, HOME)])).toEqual([Direction.OPENED]);
          expect(directions([by(AWAY, HOME)], [by(HOME)])).toEqual([Direction.REVOKED]);
        },
      ),
    );
  });
});

function sorted(values: readonly object[]): string[] {
  return values.map((value) => JSON.stringify(value, Object.keys(value).sort())).sort();
}
