import { conditionFlaw } from './statement-flaw';
import { hasHole, readable } from '../../../text/holes';

const SERVICES = /^ecr(-public)?:/i;

/**
 * The flaw for which IAM refuses a statement of an identity policy about Amazon ECR, if there is one.
 */
export function identityFlaw(statement: Readonly<Record<string, unknown>>): string | undefined {
  const { Effect: effect } = statement;
  if (![statement.Action ?? statement.NotAction].flat().some((each) => SERVICES.test(String(each)))) return undefined;
  const principal = ['Principal', 'NotPrincipal'].find((name) => statement[name] !== undefined);
  if (principal !== undefined) {
    return `has a ${principal}, but the principal of an identity policy is the one that has it`;
  }
  if (effect === undefined) return 'has no Effect';
  if (effect !== 'Allow' && effect !== 'Deny' && !hasHole(effect)) {
    return `has the Effect ${readable(effect)}, which is neither Allow nor Deny`;
  }
  return (
    eitherFlaw(statement, 'Action', 'NotAction') ??
    eitherFlaw(statement, 'Resource', 'NotResource') ??
    conditionFlaw(statement.Condition)
  );
}

function eitherFlaw(statement: Readonly<Record<string, unknown>>, one: string, other: string): string | undefined {
  const given = [one, other].filter((each) => statement[each] !== undefined);
  if (given.length === 2) return `has ${one} and ${other}`;
  if (given.length === 0) return `has no ${one}`;
  return [statement[given[0]]].flat().length === 0 ? `has an empty ${given[0]}` : undefined;
}
