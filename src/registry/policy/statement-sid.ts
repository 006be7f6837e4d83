import { createHash } from 'node:crypto';
import { Stack } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { contentOf, textOf } from '../../core/comparable-content';
import { ACCOUNT_ID } from '../../ecr/identifiers';
import { ROOT } from '../../ecr/namespaces';

/** A part of a Sid. */
export interface SidPart {
  /** Letters and digits. */
  readonly text: string;
  /** Whether no other content gives the same text. */
  readonly exact: boolean;
}

/** No AWS text limits a Sid, but the policy it is in. */
const MAX_LENGTH = 100;
const FINGERPRINT_LENGTH = 8;

/** Names have no upper case, so that a capital starts a word of ours or a name, and the text can be read back. */
const SEPARATORS: Record<string, string> = { '/': 'Slash', '.': 'Dot', _: 'Underscore', '-': 'Dash' };
const NAME = /^[a-z0-9][a-z0-9._/-]*$/;
const ACCOUNT = new RegExp(`:iam::(${ACCOUNT_ID}):root$`);
const ORGANIZATION = /^o-([a-z0-9]+)$/;

/** A Sid that reads as its content; where that is not exact or too long, with the fingerprint of the content. */
export function sidOf(parts: SidPart[], content: string): string {
  const text = parts.map((part) => part.text).join('');
  if (text.length <= MAX_LENGTH && parts.every(({ exact }) => exact)) return text;
  const fingerprint = createHash('sha256').update(content).digest('hex').slice(0, FINGERPRINT_LENGTH).toUpperCase();
  return text.slice(0, MAX_LENGTH - FINGERPRINT_LENGTH) + fingerprint;
}

/** Names that start with a prefix, as words: `Under` for a namespace, `Like` for any other start. */
export function prefixPart(scope: IConstruct, prefixes: string[]): SidPart {
  return joined(
    prefixes.map((prefix) => {
      if (prefix === ROOT) return { text: 'Anywhere', exact: true };
      const text = textOf(scope, prefix);
      const start = text.replace(/\/$/, '');
      const word = start === text ? 'Like' : 'Under';
      return NAME.test(start) ? { text: word + spelled(start), exact: true } : inexact(word, text);
    }),
  );
}

/** Whole names, as words. */
export function namePart(scope: IConstruct, names: string[]): SidPart {
  return joined(
    names.map((name) => {
      const text = textOf(scope, name);
      return NAME.test(text) ? { text: spelled(text), exact: true } : inexact('', text);
    }),
  );
}

/** Who: accounts and organizations by their ids, others by path or name. */
export function principalPart(scope: IConstruct, principals: iam.IPrincipal[]): SidPart {
  const part = joined(principals.flatMap((principal) => partsOf(scope, principal)));
  // Conditions of an organization make no difference between several of its principals.
  return principals.length > 1 && hasConditions(principals) ? { ...part, exact: false } : part;
}

function partsOf(scope: IConstruct, { policyFragment: { principalJson, conditions } }: iam.IPrincipal): SidPart[] {
  const values = Object.values(contentOf(scope, principalJson) as Record<string, string | string[]>).flat();
  const organization = organizationOf(contentOf(scope, conditions));
  if (organization && values.join() === '*') {
    return [{ text: `Organization${capitalised(organization)}`, exact: true }];
  }
  return values.map((value) => {
    const account = ACCOUNT.exec(value)?.[1];
    const usual = `arn:${textOf(scope, Stack.of(scope).partition)}:iam::${account}:root`;
    const exact = value === usual && Object.keys(conditions).length === 0;
    return account ? { text: account, exact } : inexact('', value);
  });
}

/** The organization of a condition that has nothing else. */
function organizationOf(conditions: unknown): string | undefined {
  const id = /^\{"StringEquals":\{"aws:PrincipalOrgID":"([^"]+)"\}\}$/.exec(JSON.stringify(conditions))?.[1];
  return id && ORGANIZATION.exec(id)?.[1];
}

function hasConditions(principals: iam.IPrincipal[]): boolean {
  return principals.some(({ policyFragment }) => Object.keys(policyFragment.conditions).length > 0);
}

/** Sorted, so that the order in which they were said does not show. */
function joined(parts: SidPart[]): SidPart {
  const texts = [...new Set(parts.map(({ text }) => text))].sort();
  return { text: texts.join('And'), exact: parts.every(({ exact }) => exact) };
}

/** Runs of separators but the first one are in lower case: `a--b` is `ADashdashB`, and `a-dashb` is `ADashDashb`. */
function spelled(name: string): string {
  const runs = name.match(/[a-z0-9]+|[._/-]/g) ?? [];
  return runs
    .map((run, index) => {
      const word = SEPARATORS[run];
      if (!word) return capitalised(run);
      return runs[index - 1] in SEPARATORS ? word.toLowerCase() : word;
    })
    .join('');
}

/** Something readable of a text that no Sid can spell. */
function inexact(word: string, text: string): SidPart {
  const name = text
    .replace(/^arn:.+?:iam::/, '')
    .replace(/(\/Resource)?\.Arn\}$/, '')
    .replace(/(?<=\$\{)AWS::/g, '');
  return { text: word + (name.match(/[a-zA-Z0-9]+/g) ?? ['Any']).map(capitalised).join(''), exact: false };
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
