import { App, CfnResource, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import * as fc from 'fast-check';
import { settingId } from '../../../src/registry/setting-id';
import { logicalId, settingLogicalId } from '../../src/adopt/logical-id';

/** Ids that the CDK treats differently, and any others. A slash cannot be in an id. */
const id = fc.oneof(
  fc.constantFrom('Default', 'Resource', 'Repository', 'Api', 'TeamApi', 'team-api', 'Repositories'),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 }).map((text) => text.replaceAll('/', '-')),
);

/** What the CDK calls a resource at a path; `undefined` if it refuses the id. */
function idOfCdk(path: readonly string[]): string | undefined {
  const stack = new Stack(new App(), 'Stack');
  try {
    const scope = path.slice(0, -1).reduce<Construct>((around, each) => new Construct(around, each), stack);
    const resource = new CfnResource(scope, path.at(-1)!, { type: 'AWS::ECR::Repository' });
    return stack.resolve(resource.logicalId);
  } catch {
    return undefined;
  }
}

describe('a logical id', () => {
  test('is the one of the CDK, for all paths that it accepts', () => {
    let count = 0;
    fc.assert(
      fc.property(fc.array(id, { minLength: 1, maxLength: 5 }), (path) => {
        const expected = idOfCdk(path);
        if (expected === undefined) return;
        count += 1;
        expect(logicalId(path)).toBe(expected);
      }),
      { numRuns: 500 },
    );
    expect(count).toBeGreaterThan(100);
  });

  test('has the letters of its path, and a hash that tells similar paths apart', () => {
    expect(logicalId(['TeamApi', 'Resource'])).toBe(idOfCdk(['TeamApi', 'Resource']));
    expect(logicalId(['Team-Api', 'Resource'])).not.toBe(logicalId(['TeamApi', 'Resource']));
    expect(logicalId(['Api'])).toBe('Api');
    expect(logicalId(['a'.repeat(256)])).toBe(idOfCdk(['a'.repeat(256)]));
  });
});

test('the logical id of a setting of a registry is the one of the library', () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.option(fc.string({ unit: 'grapheme', maxLength: 300 }), { nil: undefined }),
      (kind, key) => {
        expect(settingLogicalId(kind, key)).toBe(settingId(kind, key));
      },
    ),
  );
});
