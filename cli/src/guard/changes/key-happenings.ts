import { detailsOf } from './guarded';
import type { Happening, PropertyChangesOf } from './guarded';
import { row } from './rows';
import { canonicalPolicy } from '../../../../src/ecr/policy/canonical-statement';
import type { CanonicalStatement } from '../../../../src/ecr/policy/canonical-statement';
import { Gravity } from '../guarded-change';

/** The end of a key that is disabled. */
export function enabledHappening({ after }: PropertyChangesOf): Happening | undefined {
  if (String(after.properties.Enabled) !== 'false') return undefined;
  const text = 'The key is disabled. Nobody can pull the images that it encrypts until it is enabled again.';
  return { gravity: Gravity.LOST, what: 'disabled', text, safely: 'leave the key enabled' };
}

/** Another policy of a key: whether it allows everybody, or takes access away. */
export function keyPolicyHappening({ before, after, changes }: PropertyChangesOf): Happening {
  const [old, next] = [before, after].map(({ properties }) => statementsOf(properties.KeyPolicy));
  const added = [...next].filter(([text]) => !old.has(text)).map(([, statement]) => statement);
  const gone = [...old].filter(([text]) => !next.has(text)).map(([, statement]) => statement);
  const details = detailsOf(changes);
  if (added.some(isForEverybody)) {
    const text = 'can be used by everybody, as its policy says';
    const safely = 'name the principals, or add a condition to the statement';
    return { gravity: Gravity.OPENED, what: 'opened', text, safely, details };
  }
  const isLess = added.some(({ Effect }) => Effect === 'Deny') || gone.some(({ Effect }) => Effect === 'Allow');
  const text = isLess ? 'has another policy, which may take access away' : 'has another policy';
  const gravity = isLess ? Gravity.REVOKED : Gravity.OTHER;
  return { gravity, what: 'policy-changed', text, row: row('key-policy'), details };
}

function statementsOf(policy: unknown): Map<string, CanonicalStatement> {
  return new Map(canonicalPolicy(policy).Statement.map((statement) => [JSON.stringify(statement), statement]));
}

function isForEverybody({ Effect, Principal, NotPrincipal, Condition }: CanonicalStatement): boolean {
  const isAny = NotPrincipal !== undefined || Principal?.AWS?.includes('*') === true;
  return Effect === 'Allow' && isAny && Object.keys(Condition ?? {}).length === 0;
}
