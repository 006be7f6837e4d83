import { mkdtempSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as fc from 'fast-check';
import { EcrChecks } from '../../src';
import { note } from '../../src/core/note';
import { warn } from '../../src/core/warn';
import { EcrRule } from '../../src/ecr/ecr-rule';
import { LifecyclePolicy } from '../../src/lifecycle/lifecycle-policy';
import { TagSelection } from '../../src/lifecycle/tag-selection';
import { PrivateRepository } from '../../src/repository/private-repository';
import { describe as textOf } from '../../src/text/errors';
import { visible } from '../../src/text/visible';
import { findingsIn } from '../checks/support';
import { warningsOf } from '../support/warnings';

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);
const CODES = [
  ...range(0x00, 0x1f),
  ...range(0x7f, 0x9f),
  0x61c,
  ...[0x200e, 0x200f, 0x2028, 0x2029],
  ...range(0x202a, 0x202e),
  ...range(0x2066, 0x2069),
];
const HIDDEN = new Set(CODES.map((code) => String.fromCodePoint(code)));

/** A text with characters that nobody sees, among others. */
const dirty = fc
  .tuple(fc.string({ unit: fc.constantFrom(...HIDDEN, 'a', 'B', '"', '\\', 'é', '中'), minLength: 1, maxLength: 12 }))
  .map(([text]) => text);

function hiddenIn(text: string | undefined): string[] {
  return [...(text ?? '')].filter((character) => HIDDEN.has(character));
}

test('a character that nobody sees is written as its number', () => {
  expect(visible('a\u001b[31mb\u202ec\n\u2028')).toBe('a\\u{1b}[31mb\\u{202e}c\\u{a}\\u{2028}');
});

test('text of any language stays as it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      // Beside those, Unicode has some 170 signs without a form, such as U+FEFF.
      const seen = [...text].filter((character) => !HIDDEN.has(character) && !/\p{Cf}/u.test(character)).join('');
      expect(visible(seen)).toBe(seen);
      expect(hiddenIn(visible(text))).toEqual([]);
    }),
  );
});

test('no error shows such a character of its input', () => {
  fc.assert(
    fc.property(dirty, (text) => {
      const app = new App();
      const place = { scope: new Stack(app, 'Stack'), api: 'Owner', property: `tags.${text}` };
      for (const found of [text, [text], { [text]: text }, undefined]) {
        expect(hiddenIn(textOf({ ...place, found, must: `not be ${text}`, remedy: `remove ${text}` }))).toEqual([]);
      }
      const errors = [
        () => new PrivateRepository(place.scope, 'Api', { repositoryName: `A${text}` }),
        () => TagSelection.pattern(`!${text}`),
        () => LifecyclePolicy.fromJson(`{"rules": ${text}`),
      ].map((run) => {
        try {
          run();
        } catch (error) {
          return (error as Error).message;
        }
        throw new Error('nothing was refused');
      });
      expect(errors.flatMap(hiddenIn)).toEqual([]);
    }),
    { numRuns: 50 },
  );
});

test('no warning and no note shows such a character of its input', () => {
  fc.assert(
    fc.property(dirty, (text) => {
      const stack = new Stack(new App(), 'Stack');
      warn(stack, EcrRule.UNKNOWN_NAME, `the name is ${text}`);
      note(stack, 'name', `the name is ${text}`);
      const notes = Annotations.fromStack(stack)
        .findInfo('*', Match.anyValue())
        .map(({ entry }) => entry.data as string);
      const texts = [...warningsOf(stack), ...notes];
      expect(texts).toHaveLength(2);
      expect(texts.flatMap(hiddenIn)).toEqual([]);
    }),
    { numRuns: 30 },
  );
});

const properties = (text: string) => ({
  repositoryName: `A${text}`,
  imageTagMutability: text,
  lifecyclePolicy: { lifecyclePolicyText: `{"rules":[{"${text}":1, "rulePriority": "${text}"}]}` },
  encryptionConfiguration: { encryptionType: 'KMS', kmsKey: text },
  repositoryPolicyText: { Statement: [{ Effect: text, Action: text, Principal: text, Resource: text }] },
  tags: [{ key: `team${text}`, value: text }],
});

test('no finding shows such a character of a template', () => {
  let found = 0;
  fc.assert(
    fc.property(dirty, (text) => {
      const findings = findingsIn((stack) => new ecr.CfnRepository(stack, 'Bad', properties(text)));
      found += findings.length;
      for (const { text: finding, at, fix } of findings) expect([finding, at, fix].flatMap(hiddenIn)).toEqual([]);
    }),
    { numRuns: 30 },
  );
  expect(found).toBeGreaterThan(100);
});

test('the evidence for people has no such character but the ends of its lines', () => {
  const directory = mkdtempSync(join(tmpdir(), 'cdk-ecr-visible-'));
  try {
    const app = new App();
    new ecr.CfnRepository(new Stack(app, 'Stack'), 'Bad', properties([...HIDDEN].join('')));
    new EcrChecks(app, { evidenceDirectory: directory }).validate({
      templatePaths: app.synth().stacks.map(({ templateFullPath }) => templateFullPath),
    });
    const lines = readFileSync(join(directory, 'ecr-checks.md'), 'utf8').split('\n');
    expect(lines.join(' ')).toContain('\\u{202e}');
    expect(lines.flatMap(hiddenIn)).toEqual([]);
  } finally {
    rmSync(directory, { recursive: true });
  }
});
