import { Stack } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { flawOf } from './oidc-trust';
import { describe } from '../../text/errors';

interface Statement {
  readonly Effect?: string;
  readonly Action?: string | string[];
  readonly Condition?: Record<string, Record<string, unknown>>;
}

/**
 * Errors for statements in the trust policy of a given role that let jobs of a CI system assume it whom nobody meant.
 * A role from outside of the app has no policy that could be read here.
 */
export function trustErrors(scope: IConstruct, role: iam.IRole): string[] {
  const { assumeRolePolicy } = role as Partial<Pick<iam.Role, 'assumeRolePolicy'>>;
  if (!assumeRolePolicy) return [];
  const { Statement: statements = [] } = (Stack.of(role).resolve(assumeRolePolicy) ?? {}) as {
    Statement?: Statement[];
  };
  return statements
    .filter(({ Effect }) => Effect === 'Allow')
    .filter(({ Action }) => [Action].flat().includes('sts:AssumeRoleWithWebIdentity'))
    .flatMap(({ Condition = {} }) => flaws(Condition))
    .map((must) =>
      describe({
        scope,
        api: 'ImagePushRole',
        property: 'trust policy of the role',
        found: role.node.path,
        must,
        remedy: 'correct it, or leave the role out and give an identity',
      }),
    );
}

function flaws(conditions: Record<string, Record<string, unknown>>): string[] {
  const found: string[] = [];
  if (Object.keys(conditions).some((operator) => operator.startsWith('ForAllValues:'))) {
    found.push('not use ForAllValues, which is true for a token without the claim');
  }
  const exact = claimsOf(conditions, ['StringEquals']);
  const either = claimsOf(conditions, ['StringEquals', 'StringLike']);
  if (!exact.some(([claim]) => claim === 'aud')) found.push('compare aud with StringEquals');
  if (!either.some(([claim]) => claim === 'sub')) found.push('compare sub with StringEquals or StringLike');
  for (const [claim, value, issuer] of either) {
    const flaw = claim === 'sub' ? flawOfSubject(issuer, value) : flawOf(value);
    if (flaw) found.push(`${flaw} (${claim} "${value}")`);
  }
  return [...new Set(found)];
}

/** Claims with each of their values, and the issuers. */
function claimsOf(
  conditions: Record<string, Record<string, unknown>>,
  operators: string[],
): [claim: string, value: string, issuer: string][] {
  return operators
    .flatMap((operator) => Object.entries(conditions[operator] ?? {}))
    .flatMap(([key, values]) => {
      const [, issuer, claim] = /^([^:]+):(.+)$/.exec(key) ?? ['', '', key];
      return [values]
        .flat()
        .filter((value): value is string => typeof value === 'string')
        .map((value): [string, string, string] => [claim, value, issuer]);
    });
}

/** A run-specific tail is in order, and on GitHub the ids; there, the tail would be what tells a pull request. */
function flawOfSubject(issuer: string, subject: string): string | undefined {
  const withoutIds = subject.replace(/@\*(?=[/:])/g, '');
  const isGitHub = issuer.startsWith('token.actions.');
  return flawOf(isGitHub ? withoutIds : withoutIds.replace(/([^:/*?][:/])\*$/, '$1'));
}
